import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Paths of the Arimo TrueType files (OFL 1.1) that are embedded; resvg draws woff fonts as nothing, without an error. */
export const fontFiles = {
  regular: require.resolve('@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf'),
  italic: require.resolve('@expo-google-fonts/arimo/400Regular_Italic/Arimo_400Regular_Italic.ttf'),
  bold: require.resolve('@expo-google-fonts/arimo/700Bold/Arimo_700Bold.ttf'),
} as const;
