export { renderPdf } from './render-pdf.node.ts';
export { renderPng } from './render-png.node.ts';
