/** Voltage, V, against the time since the part began, s. */
export interface PartCourse {
  readonly time: readonly number[];
  readonly voltage: readonly number[];
}

/** The parts of a sampled cycle: half cycles, and the rest after each. */
export interface CycleCourse {
  /** The rest before the first cycle. */
  readonly before: PartCourse | undefined;
  readonly lithiation: PartCourse;
  readonly full: PartCourse;
  readonly delithiation: PartCourse;
  readonly empty: PartCourse;
}

/** The course of a cycle between two others, at a share of the way from the one to the other. */
export function courseBetween(from: CycleCourse, to: CycleCourse, share: number): CycleCourse {
  return {
    before: undefined,
    lithiation: partBetween(from.lithiation, to.lithiation, share),
    full: partBetween(from.full, to.full, share),
    delithiation: partBetween(from.delithiation, to.delithiation, share),
    empty: partBetween(from.empty, to.empty, share),
  };
}

/** Times and voltages on straight lines between those of the parts at the same share of their lengths. */
function partBetween(from: PartCourse, to: PartCourse, share: number): PartCourse {
  const [length, otherLength] = [from.time.at(-1)!, to.time.at(-1)!];
  let next = 0;
  const voltage = from.time.map((t, i) => {
    const there = length > 0 ? (t / length) * otherLength : otherLength;
    while (next < to.time.length - 1 && to.time[next]! < there) next++;
    const last = Math.max(0, next - 1);
    const [t0, t1] = [to.time[last]!, to.time[next]!];
    const s = t1 > t0 ? Math.max(0, (there - t0) / (t1 - t0)) : 0;
    const other = to.voltage[last]! + s * (to.voltage[next]! - to.voltage[last]!);
    return from.voltage[i]! + share * (other - from.voltage[i]!);
  });
  return {
    time: from.time.map((t) => t * (1 + share * (length > 0 ? otherLength / length - 1 : 0))),
    voltage,
  };
}

/** The points of a course that are a voltage apart, V, and both ends of each part. */
export function thinned(
  { before, lithiation, full, delithiation, empty }: CycleCourse,
  step: number,
): CycleCourse {
  const of = ({ time, voltage }: PartCourse): PartCourse => {
    let kept = voltage[0]!;
    const places = [...time.keys()].filter((i) => {
      const isKept = i === 0 || i === time.length - 1 || Math.abs(voltage[i]! - kept) >= step * (1 - 1e-3);
      if (isKept) kept = voltage[i]!;
      return isKept;
    });
    return { time: places.map((i) => time[i]!), voltage: places.map((i) => voltage[i]!) };
  };
  return {
    before: before && of(before),
    lithiation: of(lithiation),
    full: of(full),
    delithiation: of(delithiation),
    empty: of(empty),
  };
}
