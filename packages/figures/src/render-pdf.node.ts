import PDFDocument from 'pdfkit';
import { fontFiles } from './fonts.node.ts';
import type { ImageItem, PathItem, Scene, TextItem } from './scene.ts';

const pointsPerMillimetre = 72 / 25.4;
/** PDF wants a date; a fixed one keeps the bytes the same for the same scene. */
const creationDate = new Date(Date.UTC(2000, 0, 1));

/** One-page PDF of a scene in its exact size: vectors, Arimo embedded as a subset, same bytes for the same scene. */
export async function renderPdf(scene: Scene): Promise<Uint8Array> {
  const document = new PDFDocument({
    size: [scene.width * pointsPerMillimetre, scene.height * pointsPerMillimetre],
    margin: 0,
    lang: 'en',
    displayTitle: true,
    info: { Title: scene.title, Subject: scene.description, Creator: 'Anodelab', CreationDate: creationDate },
  });
  const chunks: Uint8Array[] = [];
  const finished = new Promise<Uint8Array>((resolve, reject) => {
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  for (const [style, path] of Object.entries(fontFiles)) document.registerFont(style, path);
  document.scale(pointsPerMillimetre);
  for (const item of scene.items) {
    if (item.type === 'path') drawPath(document, item);
    else if (item.type === 'image') drawImage(document, item);
    else drawText(document, item);
  }
  document.end();
  return finished;
}

function drawPath(document: PDFKit.PDFDocument, item: PathItem): void {
  document.save();
  if (item.clip !== undefined) {
    const { x, y, width, height } = item.clip;
    document.rect(x, y, width, height).clip();
  }
  document.path(item.d);
  if (item.stroke !== undefined)
    document
      .lineWidth(item.strokeWidth ?? 0)
      .lineJoin('round')
      .strokeColor(item.stroke);
  if (item.dash !== undefined) document.addContent(`[${item.dash.join(' ')}] 0 d`);
  if (item.fill !== undefined) document.fillColor(item.fill, item.fillOpacity ?? 1);
  if (item.fill !== undefined && item.stroke !== undefined) document.fillAndStroke();
  else if (item.fill !== undefined) document.fill();
  else document.stroke();
  document.restore();
}

function drawImage(document: PDFKit.PDFDocument, { box, png, clip }: ImageItem): void {
  document.save();
  if (clip !== undefined) document.rect(clip.x, clip.y, clip.width, clip.height).clip();
  document.image(Buffer.from(png), box.x, box.y, { width: box.width, height: box.height });
  document.restore();
}

function drawText(document: PDFKit.PDFDocument, item: TextItem): void {
  document.save().fillColor(item.color, 1);
  if (item.upwards) document.rotate(-90, { origin: [item.x, item.y] });
  const lengths = item.runs.map(({ text, style }) =>
    document.font(style).fontSize(item.size).widthOfString(text),
  );
  const length = lengths.reduce((sum, each) => sum + each, 0);
  let x = item.x - (item.anchor === 'start' ? 0 : item.anchor === 'middle' ? length / 2 : length);
  item.runs.forEach(({ text, style }, i) => {
    document
      .font(style)
      .fontSize(item.size)
      .text(text, x, item.y, { lineBreak: false, baseline: 'alphabetic' });
    x += lengths[i] ?? 0;
  });
  document.restore();
}
