import { expect, it } from 'vitest';
import { tryLife, tryProtocol } from './try-case.ts';

it.each(Array.from({ length: 25 }, (_, n) => n))(
  'random protocol %i ends or stops for a physical cause',
  (n) => {
    const { kind, message } = tryProtocol(n);
    expect(['done', 'physical'], message).toContain(kind);
  },
);

it.each(Array.from({ length: 6 }, (_, n) => n))(
  'random life %i is finite and keeps its lithium',
  (n) => {
    const { kind, message } = tryLife(n);
    expect(['done', 'physical'], message).toContain(kind);
  },
  120_000,
);
