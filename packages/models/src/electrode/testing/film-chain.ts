import type { SpringNetwork } from '../spring-network.ts';

/** A film one bond wide: a chain of bonds on ground springs, whose strain has a closed form. */
export function filmChain(nodes: number, substrate: number): SpringNetwork {
  const bonds = nodes - 1;
  return {
    nodes,
    from: Int32Array.from({ length: bonds }, (_, b) => b),
    to: Int32Array.from({ length: bonds }, (_, b) => b + 1),
    x: new Float64Array(bonds).fill(1),
    y: new Float64Array(bonds),
    whole: new Uint8Array(bonds).fill(1),
    fixed: new Uint8Array(nodes),
    substrate,
  };
}

/** Elastic strain of such a chain over its misfit, `x` bonds from its middle: 1 - cosh(kappa x)/cosh(kappa L). */
export function chainStrain(nodes: number, substrate: number, x: number): number {
  const kappa = 2 * Math.asinh(Math.sqrt(substrate) / 2);
  return 1 - Math.cosh(kappa * x) / Math.cosh((kappa * nodes) / 2);
}
