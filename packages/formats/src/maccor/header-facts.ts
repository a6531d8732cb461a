/** Facts above the column names, as the file words them. */
export type HeaderFacts = Readonly<Record<string, string>>;

/** The fields of Maccor's one-line header, in order; a procedure's name ends in `.000`, its description follows at once. */
const ONE_LINE =
  /^Today'?s Date\s*(?<today>.*?)\s*Date of Test:\s*(?<started>.*?)\s*Filename:\s*(?<filename>.*?)(?:\s+Procedure:\s*(?<procedure>.*?))?(?:\s*Comment\/Barcode:\s*(?<comment>.*))?\s*$/is;

/** The facts of the lines above the column names: Maccor's one long line, or a key and a value each. */
export function headerFacts(lines: readonly string[]): HeaderFacts {
  const whole = ONE_LINE.exec(lines.join(' ').replaceAll('"', ''))?.groups;
  if (whole !== undefined) {
    const { today, started, filename, procedure, comment } = whole;
    const parted = /^(.*?\.\d{3})(.*)$/s.exec(procedure ?? '');
    return filled({
      "Today's Date": today,
      'Date of Test': started,
      Filename: filename,
      Procedure: parted?.[1] ?? procedure,
      Description: parted?.[2],
      'Comment/Barcode': comment,
    });
  }
  return filled(
    Object.fromEntries(
      lines.flatMap((line): [string, string][] => {
        const [key = '', ...rest] = line.split(/\t|,(?!\d)|;/);
        const name = key.replace(/\s*:\s*$/, '').trim();
        return name === '' ? [] : [[name, rest.join(' ').trim()]];
      }),
    ),
  );
}

function filled(facts: Readonly<Record<string, string | undefined>>): HeaderFacts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => {
      const text = value?.trim() ?? '';
      return text === '' ? [] : [[key, text]];
    }),
  );
}
