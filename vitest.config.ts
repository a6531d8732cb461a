import { defineConfig } from 'vitest/config';

const conditions = ['@anodelab/source', 'module', 'node', 'import', 'default'];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'apps/*/src/**/*.test.ts',
      'studies/**/*.test.ts',
      'tools/**/*.test.ts',
      'fuzz/**/*.test.ts',
      'stress/**/*.test.ts',
      'verification/**/*.test.ts',
    ],
    setupFiles: ['tools/repeatable-tests.ts'],
    testTimeout: 60_000,
    pool: 'threads',
  },
});
