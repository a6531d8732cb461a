import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const file = (folder: string): string =>
  require.resolve(`@expo-google-fonts/arimo/${folder}/Arimo_${folder}.ttf`);

/** Paths of the Arimo TrueType files (OFL 1.1) that are embedded; resvg draws woff fonts as nothing, without an error. */
export const fontFiles = {
  regular: file('400Regular'),
  italic: file('400Regular_Italic'),
  bold: file('700Bold'),
} as const;
