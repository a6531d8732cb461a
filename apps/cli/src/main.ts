import { readFileSync } from 'node:fs';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { AnalyseOptions } from './commands/analyse.ts';
import type { SimulateOptions } from './commands/simulate.ts';
import { isMisuse, oneLine } from './errors.ts';
import type { CellFacts } from './open-file.ts';
import type { Outcome, Settings } from './settings.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const program = new Command('anodelab')
  .description('A virtual laboratory and a data workbench for coated silicon anodes.')
  .version(version)
  .exitOverride()
  .showHelpAfterError('Run with --help for examples.')
  .configureHelp({ showGlobalOptions: true })
  .option('--json', 'print JSON on stdout and nothing else there')
  .option('--strict', 'exit 3 when there were warnings')
  .option('--debug', 'print the stack of an error');

cellCommand('inspect', 'FILE...', 'what is inside raw files')
  .addHelpText('after', examples('anodelab inspect cell.mpr', 'anodelab inspect --json data/*.xlsx'))
  .action(async (files: string[], options: CellFacts) => {
    const { inspect } = await import('./commands/inspect.ts');
    await finish(inspect(files, options, settings()));
  });

cellCommand(
  'convert',
  'FILE...',
  'one dataset out in an open format; the linked files of one experiment as one',
)
  .requiredOption('--to <format>', 'bdf-csv, bdf-parquet, csv, json, mpt or land-xlsx')
  .requiredOption('-o, --output <file>', 'file to write')
  .option('--table <number>', 'which table of a file with several, from 1', positiveInteger, 1)
  .addHelpText(
    'after',
    examples(
      'anodelab convert cell.res --to bdf-csv -o cell.bdf.csv',
      'anodelab convert cell_01_OCV_C01.mpr cell_02_GCPL_C01.mpr --to csv -o cell.csv',
    ),
  )
  .action(async (files: string[], options: CellFacts & { to: string; output: string; table: number }) => {
    const { convert } = await import('./commands/convert.ts');
    await finish(convert(files, options, settings()));
  });

cellCommand(
  'analyse',
  'TECHNIQUE FILE...',
  'numbers with intervals from raw files: cycling, cv, eis, diffusivity, sem, eds ...',
)
  .option('--set <key=value>', 'an option of the analysis, as in a study file; repeatable', collect)
  .option('--figure <file>', 'also draw it: .svg, .png or .pdf')
  .option('--draw <what>', 'which figure; an unknown name lists the known ones')
  .option('--study <file>', 'cv: with --sample, simulate that electrode without double layer beside')
  .option('--sample <name>', 'cv: the sample of the study that the files are of')
  .addHelpText(
    'after',
    examples(
      'anodelab analyse cycling cell.xlsx --mass "0.81 mg" --figure cycles.svg',
      'anodelab analyse cv 0.1mVs.mpr 0.2mVs.mpr 0.5mVs.mpr',
      'anodelab analyse cv 0.1mVs.mpr 0.5mVs.mpr eis.mpr --set resistanceFrom=eis --study study.yaml --sample PCHS-5',
      'anodelab analyse diffusivity gitt.mpr eis.mpr --set "size=75 nm" --set "source=SEM" --figure d.svg',
      'anodelab analyse eis spectrum.mpt --set "circuit=R0-p(R1,CPE1)-Wo1" --figure nyquist.pdf',
    ),
  )
  .action(async (technique: string, files: string[], options: AnalyseOptions) => {
    const { analyse } = await import('./commands/analyse.ts');
    await finish(analyse(technique, files, options, settings()));
  });

cellCommand('figure', 'FILE...', 'a figure of raw files by what is in them')
  .requiredOption('-o, --output <file>', 'figure to write: .svg, .png or .pdf')
  .option('--draw <what>', 'which figure; an unknown name lists the known ones')
  .addHelpText(
    'after',
    examples(
      'anodelab figure micrograph.tif -o micrograph.png',
      'anodelab figure Si.tif C.tif O.tif -o maps.pdf',
      'anodelab figure cell.mpr -o cell.svg',
    ),
  )
  .action(async (files: string[], options: CellFacts & { output: string; draw?: string }) => {
    const { figure } = await import('./commands/analyse.ts');
    await finish(figure(files, options, settings()));
  });

command('simulate', 'STUDY', 'a virtual measurement of a sample of a study')
  .requiredOption('--sample <name>', 'sample of the study')
  .requiredOption(
    '--technique <name>',
    'cycling, rate, cv, eis, gitt, ici, xrd, raman, tg, sem, stem, eds, electrode-surface',
  )
  .addOption(
    new Option(
      '--level <level>',
      'cell model: closed form, single particles, with electrolyte, porous electrode',
    ).choices(['L0', 'L1', 'L2', 'L3']),
  )
  .option('--protocol <steps>', "steps in words, or a file of them, in place of the study's")
  .option('--cycles <number>', 'electrode-surface: cycles before it is looked at', nonNegativeInteger)
  .option('-o, --output <file>', 'file to write; without it the dataset is described')
  .addHelpText(
    'after',
    examples(
      'anodelab simulate studies/flash-silicon/study.yaml --sample PCHS-5 --technique cv -o cv.mpt',
      'anodelab simulate study.yaml --sample PCHS-5 --technique gitt --level L3 -o gitt.bdf.csv',
      'anodelab simulate study.yaml --sample PCHS-5 --technique cycling --protocol "Lithiate at C/5 until 0.01 V; Hold at 0.01 V until C/50"',
      'anodelab simulate study.yaml --sample PCHS-5 --technique cycling --protocol "Follow the power of drive.csv"',
    ),
  )
  .action(async (study: string, options: SimulateOptions) => {
    const { simulate } = await import('./commands/simulate.ts');
    await finish(simulate(study, options, settings()));
  });

command('bpx', 'FILE', 'a BPX parameter file: each electrode as a half cell against lithium')
  .option('--electrode <word>', 'the one to run or write: negative or positive')
  .option('--sample <name>', 'FILE is a study: write the half cell of this sample of it')
  .option('--protocol <steps>', 'run these steps on it; steps are parted by lines or ";"')
  .option('-o, --output <file>', 'write that half cell as BPX 1.1 (JSON)')
  .addHelpText(
    'after',
    examples(
      'anodelab bpx cell.json',
      'anodelab bpx cell.json --electrode negative --protocol "Delithiate at C/2 until 1 V; Rest for 10 min"',
      'anodelab bpx cell.json --electrode positive -o half-cell.json',
      'anodelab bpx study.yaml --sample PCHS-5 -o PCHS-5.json',
    ),
  )
  .action(
    async (
      file: string,
      options: { sample?: string; electrode?: string; protocol?: string; output?: string },
    ) => {
      const { bpx } = await import('./commands/bpx.ts');
      await finish(bpx(file, options, settings()));
    },
  );

command('init', 'FOLDER', 'a first study.yaml from a folder of raw files')
  .option('-o, --output <file>', 'study file to write (default: FOLDER/study.yaml)')
  .addHelpText('after', examples('anodelab init my-cells', 'anodelab run my-cells/study.yaml'))
  .action(async (folder: string, options: { output?: string }) => {
    const { init } = await import('./commands/init.ts');
    await finish(init(folder, options, settings()));
  });

command('run', 'STUDY', 'everything: datasets, results, figures, claims, audit, report')
  .option('-o, --output <folder>', 'where to write (default: out beside the study)')
  .addHelpText('after', examples('anodelab run studies/flash-silicon/study.yaml -o out'))
  .action(async (study: string, options: { output?: string }) => {
    const { run } = await import('./commands/run.ts');
    await finish(run(study, options, settings()));
  });

command('claims', 'STUDY', 'the claims of a study with verdicts')
  .option('-o, --output <folder>', 'output folder of the study (default: out beside the study)')
  .addHelpText('after', examples('anodelab claims studies/flash-silicon/study.yaml'))
  .action(async (study: string, options: { output?: string }) => {
    const { claims } = await import('./commands/claims.ts');
    await finish(claims(study, options, settings()));
  });

command('audit', 'STUDY', 'where the numbers of a study contradict each other, with the arithmetic')
  .addHelpText('after', examples('anodelab audit studies/flash-silicon/study.yaml --json'))
  .action(async (study: string) => {
    const { audit } = await import('./commands/audit.ts');
    await finish(audit(study, settings()));
  });

command('rivals', '[STUDY]', 'rival explanations of the paper side by side, and what would tell them apart')
  .option('--figure <file>', 'also draw where they differ: .svg, .png or .pdf')
  .addHelpText('after', examples('anodelab rivals', 'anodelab rivals study.yaml --figure rivals.svg --json'))
  .action(async (study: string | undefined, options: { figure?: string }) => {
    const { rivals } = await import('./commands/rivals.ts');
    await finish(rivals(study, options, settings()));
  });

command('serve', '[STUDY]', 'the report of a study at 127.0.0.1; STUDY is a study file or its output folder')
  .option('--port <number>', 'port, 0 for any free one', nonNegativeInteger, 4173)
  .addHelpText('after', examples('anodelab serve studies/flash-silicon/study.yaml --port 8080'))
  .action(async (study: string | undefined, options: { port: number }) => {
    const { serve } = await import('./commands/serve.ts');
    await serve(study ?? '.', options, settings());
  });

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0); // whoever reads us has read enough: `anodelab inspect … | head`
});

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    process.stderr.write(
      `anodelab: ${settings().debug && error instanceof Error ? error.stack : oneLine(error)}\n`,
    );
    process.exitCode = isMisuse(error) ? 2 : 1;
  }
}

function command(name: string, args: string, summary: string): Command {
  const made = program
    .command(name)
    .description(summary)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true });
  for (const arg of args.split(' ')) made.argument(arg.startsWith('[') ? arg : `<${arg}>`);
  return made;
}

/** A command that reads raw files. */
function cellCommand(name: string, args: string, summary: string): Command {
  return command(name, args, summary)
    .option('--mass <quantity>', 'active mass, replaces the one of the file: "0.81 mg"')
    .option('--electrode <word>', 'which electrode works: anode, cathode or full');
}

function settings(): Settings {
  const { json = false, strict = false, debug = false } = program.opts<Partial<Settings>>();
  return { json, strict, debug };
}

/** Sets the exit code from what a command says of its own work. */
async function finish(outcome: Promise<Outcome>): Promise<void> {
  const { failed = false, warnings } = await outcome;
  process.exitCode = failed ? 1 : settings().strict && warnings > 0 ? 3 : 0;
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}\n`;
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function nonNegativeInteger(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`expected a whole number, found ${text}`);
  return Number(text);
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d*$/.test(text))
    throw new InvalidArgumentError(`expected a whole number from 1, found ${text}`);
  return Number(text);
}
