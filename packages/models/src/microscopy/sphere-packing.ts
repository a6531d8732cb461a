import type { Random } from '@anodelab/numerics';
import type { ParameterValues } from '../parameters.ts';
import type { ModelSample } from '../sample.ts';

/** A coated particle; lengths in m, z towards the beam. */
export interface Particle {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Of the silicon. */
  readonly core: number;
  /** With its shell. */
  readonly radius: number;
  /** Index of its population. */
  readonly population: number;
}

/** Share of space that spheres fill when poured at random: sets how many particles make a cluster (equation 1.9). */
const RANDOM_PACKING = 0.64;
/** Directions tried for each particle; the one that comes nearest to the middle of its cluster is kept. */
const DIRECTIONS = 48;

/**
 * A cluster about the origin: particles of the sample's size distribution, each in contact with another and none inside
 * another, until their volume is that of a cluster of `clusterDiameter` at random packing (equation 1.9, docs/methods/recipe.md).
 */
export function packCluster(
  values: ParameterValues,
  sample: ModelSample,
  random: Random,
): readonly Particle[] {
  const diameter = lognormal(random, values.clusterDiameter, values.clusterSpread);
  const wanted = RANDOM_PACKING * diameter ** 3;
  const cluster: Particle[] = [];
  for (let filled = 0; ; ) {
    const { core, radius, population } = drawParticle(values, sample, random);
    const volume = (2 * radius) ** 3;
    // a particle that overshoots is taken with the chance that keeps the mean volume
    if (cluster.length > 0 && random.uniform() > (wanted - filled) / volume) return cluster;
    cluster.push({ ...place(cluster, radius, random), core, radius, population });
    filled += volume;
    if (filled >= wanted) return cluster;
  }
}

/** A particle of the powder: its population by number of particles, its core lognormal in number. */
function drawParticle(values: ParameterValues, { populations }: ModelSample, random: Random) {
  // equal cores: silicon mass counts particles
  const shares = populations.map(({ weight, siliconFraction }) => weight * siliconFraction);
  let left = random.uniform() * shares.reduce((sum, share) => sum + share, 0);
  let population = 0;
  while (population < shares.length - 1 && left >= shares[population]!) left -= shares[population++]!;
  const core = lognormal(random, values.medianDiameter, values.diameterSpread) / 2;
  return { core, radius: core + populations[population]!.shellThickness, population };
}

function lognormal(random: Random, median: number, spread: number): number {
  return median * Math.exp(Math.log(spread) * random.normal());
}

/** The place nearest to the cluster's middle, among random directions, where the sphere touches others and overlaps none. */
function place(cluster: readonly Particle[], radius: number, random: Random) {
  const middle = centre(cluster);
  if (cluster.length === 0) return middle;
  let best = Infinity;
  let found = middle;
  for (let k = 0; k < DIRECTIONS; k++) {
    const [dx, dy, dz] = direction(random);
    const t = firstFree(cluster, middle, dx, dy, dz, radius);
    if (t >= best) continue;
    best = t;
    found = { x: middle.x + t * dx, y: middle.y + t * dy, z: middle.z + t * dz };
  }
  return found;
}

function centre(cluster: readonly Particle[]): { x: number; y: number; z: number } {
  const total = { x: 0, y: 0, z: 0 };
  let mass = 0;
  for (const { x, y, z, radius } of cluster) {
    const own = radius ** 3;
    total.x += own * x;
    total.y += own * y;
    total.z += own * z;
    mass += own;
  }
  return mass === 0 ? total : { x: total.x / mass, y: total.y / mass, z: total.z / mass };
}

/** A direction, even on the sphere. */
function direction(random: Random): readonly [number, number, number] {
  const z = 2 * random.uniform() - 1;
  const angle = 2 * Math.PI * random.uniform();
  const across = Math.sqrt(1 - z * z);
  return [across * Math.cos(angle), across * Math.sin(angle), z];
}

/** The least way t along a ray at which a sphere of that radius overlaps none. */
function firstFree(
  cluster: readonly Particle[],
  from: { x: number; y: number; z: number },
  dx: number,
  dy: number,
  dz: number,
  radius: number,
): number {
  const blocked: (readonly [number, number])[] = [];
  for (const other of cluster) {
    const [ox, oy, oz] = [other.x - from.x, other.y - from.y, other.z - from.z];
    const along = ox * dx + oy * dy + oz * dz;
    const reach = (radius + other.radius) ** 2 - (ox * ox + oy * oy + oz * oz - along * along);
    if (reach > 0) blocked.push([along - Math.sqrt(reach), along + Math.sqrt(reach)]);
  }
  blocked.sort(([a], [b]) => a - b);
  let t = 0;
  for (const [begin, end] of blocked) if (begin <= t && end > t) t = end;
  return t;
}

/** Clusters poured on a plane: each falls straight at a random place until it touches the ground or another. */
export function pourClusters(
  values: ParameterValues,
  sample: ModelSample,
  random: Random,
  width: number,
  height: number,
  count: number,
): readonly Particle[] {
  const lying: Particle[] = [];
  for (let k = 0; k < count; k++) {
    const x = random.uniform() * width;
    const y = random.uniform() * height;
    const cluster = packCluster(values, sample, random).map((one) => ({
      ...one,
      x: one.x + x,
      y: one.y + y,
    }));
    let rise = Math.max(...cluster.map((one) => one.radius - one.z));
    for (const one of cluster) {
      for (const other of lying) {
        const across = (one.x - other.x) ** 2 + (one.y - other.y) ** 2;
        const contact = (one.radius + other.radius) ** 2 - across;
        if (contact > 0) rise = Math.max(rise, other.z + Math.sqrt(contact) - one.z);
      }
    }
    lying.push(...cluster.map((one) => ({ ...one, z: one.z + rise })));
  }
  return lying;
}
