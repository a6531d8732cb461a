import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

test('the hash is that of FIPS 180-4, by either interface', async () => {
  expect(await sha256(new TextEncoder().encode('abc'))).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
  const large = new Uint8Array(2 ** 25 + 1);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', large));
  expect(await sha256(large)).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''));
});
