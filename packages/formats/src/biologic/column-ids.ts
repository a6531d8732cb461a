/** How a value is stored in a record; all little-endian. */
export type StoredType = 'f32' | 'f64' | 'u8' | 'u16' | 'u32';

/** Bytes of each stored type. */
export const storedBytes: Readonly<Record<StoredType, number>> = { f32: 4, f64: 8, u8: 1, u16: 2, u32: 4 };

/** What a column id of a data module means. */
export interface ColumnId {
  readonly type: StoredType;
  /** The name that EC-Lab's text export prints. */
  readonly header: string;
  /** Whether a real file with its export has confirmed it. */
  readonly verified: boolean;
}

/** One channel of the flags byte. */
export interface FlagChannel {
  readonly header: string;
  readonly mask: number;
  readonly shift: number;
}

/** These ids share one byte, which stands at the place of the first of them (docs/formats/biologic.md). */
export const flagChannels: ReadonlyMap<number, FlagChannel> = new Map([
  [1, { header: 'mode', mask: 0x03, shift: 0 }],
  [2, { header: 'ox/red', mask: 0x04, shift: 2 }],
  [3, { header: 'error', mask: 0x08, shift: 3 }],
  [21, { header: 'control changes', mask: 0x10, shift: 4 }],
  [31, { header: 'Ns changes', mask: 0x20, shift: 5 }],
  [65, { header: 'counter inc.', mask: 0x80, shift: 7 }],
]);

/** Seen in real files and, but for 883 and 884, confirmed by EC-Lab's own export. */
const seen: readonly (readonly [number, StoredType, string])[] = [
  [4, 'f64', 'time/s'],
  [5, 'f32', 'control/V/mA'],
  [6, 'f32', 'Ewe/V'],
  [7, 'f64', 'dq/mA.h'],
  [8, 'f32', 'I/mA'],
  [9, 'f32', 'Ece/V'],
  [11, 'f64', '<I>/mA'],
  [13, 'f64', '(Q-Qo)/mA.h'],
  [16, 'f32', 'Analog IN 1/V'],
  [17, 'f32', 'Analog IN 2/V'],
  [19, 'f32', 'control/V'],
  [20, 'f32', 'control/mA'],
  [23, 'f64', 'dQ/mA.h'],
  [24, 'f64', 'cycle number'],
  [32, 'f32', 'freq/Hz'],
  [33, 'f32', '|Ewe|/V'],
  [34, 'f32', '|I|/A'],
  [35, 'f32', 'Phase(Z)/deg'],
  [36, 'f32', '|Z|/Ohm'],
  [37, 'f32', 'Re(Z)/Ohm'],
  [38, 'f32', '-Im(Z)/Ohm'],
  [39, 'u16', 'I Range'],
  [70, 'f32', 'P/W'],
  [74, 'f64', '|Energy|/W.h'],
  [76, 'f32', '<I>/mA'],
  [77, 'f32', '<Ewe>/V'],
  [96, 'f32', '|Ece|/V'],
  [98, 'f32', 'Phase(Zce)/deg'],
  [99, 'f32', '|Zce|/Ohm'],
  [100, 'f32', 'Re(Zce)/Ohm'],
  [101, 'f32', '-Im(Zce)/Ohm'],
  [123, 'f64', 'Energy charge/W.h'],
  [124, 'f64', 'Energy discharge/W.h'],
  [125, 'f64', 'Capacitance charge/µF'],
  [126, 'f64', 'Capacitance discharge/µF'],
  [131, 'u16', 'Ns'],
  [168, 'f32', 'Rcmp/Ohm'],
  [169, 'f32', 'Cs/µF'],
  [172, 'f32', 'Cp/µF'],
  [174, 'f32', '<Ewe>/V'],
  [430, 'f32', 'Phase(Zwe-ce)/deg'],
  [431, 'f32', '|Zwe-ce|/Ohm'],
  [432, 'f32', 'Re(Zwe-ce)/Ohm'],
  [433, 'f32', '-Im(Zwe-ce)/Ohm'],
  [434, 'f32', '(Q-Qo)/C'],
  [435, 'f32', 'dQ/C'],
  [438, 'f64', 'step time/s'],
  [441, 'f32', '<Ece>/V'],
  [467, 'f64', 'Q charge/discharge/mA.h'],
  [468, 'u32', 'half cycle'],
  [469, 'u32', 'z cycle'],
  [471, 'f32', '<Ece>/V'],
  [473, 'f32', 'THD Ewe/%'],
  [474, 'f32', 'THD I/%'],
  [476, 'f32', 'NSD Ewe/%'],
  [477, 'f32', 'NSD I/%'],
  [479, 'f32', 'NSR Ewe/%'],
  [480, 'f32', 'NSR I/%'],
  [486, 'f32', '|Ewe h2|/V'],
  [487, 'f32', '|Ewe h3|/V'],
  [488, 'f32', '|Ewe h4|/V'],
  [489, 'f32', '|Ewe h5|/V'],
  [490, 'f32', '|Ewe h6|/V'],
  [491, 'f32', '|Ewe h7|/V'],
  [492, 'f32', '|I h2|/A'],
  [493, 'f32', '|I h3|/A'],
  [494, 'f32', '|I h4|/A'],
  [495, 'f32', '|I h5|/A'],
  [496, 'f32', '|I h6|/A'],
  [497, 'f32', '|I h7|/A'],
  [880, 'f64', 'Energy we/W.h'],
  [883, 'f64', 'Energy ce charge/W.h'],
  [884, 'f64', 'Energy ce discharge/W.h'],
];

/** Named by other open readers; no file with an export has confirmed them. */
const reported: readonly (readonly [number, StoredType, string])[] = [
  [26, 'f32', 'Rapp/Ohm'],
  [27, 'f32', 'Ewe-Ece/V'],
  [69, 'f32', 'R/Ohm'],
  [75, 'f32', 'Analog OUT/V'],
  [78, 'f32', 'Cs-2/µF-2'],
  [173, 'f32', 'Cp-2/µF-2'],
  [271, 'f32', 'Phase(Z1)/deg'],
  [272, 'f32', 'Phase(Z2)/deg'],
  [301, 'f32', '|Z1|/Ohm'],
  [302, 'f32', '|Z2|/Ohm'],
  [331, 'f32', 'Re(Z1)/Ohm'],
  [332, 'f32', 'Re(Z2)/Ohm'],
  [361, 'f32', '-Im(Z1)/Ohm'],
  [362, 'f32', '-Im(Z2)/Ohm'],
  [391, 'f32', '<E1>/V'],
  [392, 'f32', '<E2>/V'],
  [422, 'f32', 'Phase(Zstack)/deg'],
  [423, 'f32', '|Zstack|/Ohm'],
  [424, 'f32', 'Re(Zstack)/Ohm'],
  [425, 'f32', '-Im(Zstack)/Ohm'],
  [426, 'f32', '<Estack>/V'],
  [462, 'f32', 'Temperature/°C'],
  [475, 'f32', 'THD Ece/%'],
  [478, 'f32', 'NSD Ece/%'],
  [481, 'f32', 'NSR Ece/%'],
  [505, 'f32', 'Rdc/Ohm'],
  [509, 'u8', 'Acir/Dcir Control'],
];

/** Every id whose meaning and width are known. */
export const columnIds: ReadonlyMap<number, ColumnId> = new Map([
  ...seen.map(([id, type, header]) => [id, { type, header, verified: id < 883 }] as const),
  ...reported.map(([id, type, header]) => [id, { type, header, verified: false }] as const),
]);

/**
 * Ids 498 to 503 have two meanings in the open readers, of different width: which one a file means is decided by the
 * length of its data module.
 */
export const contestedIds: readonly ReadonlyMap<number, ColumnId>[] = [
  new Map(
    [498, 499, 500, 501, 502, 503].map((id, index) => [
      id,
      { type: 'f32', header: `|Ece h${index + 2}|/V`, verified: false },
    ]),
  ),
  new Map(
    ['Q charge/mA.h', 'Q discharge/mA.h', 'step time/s', 'Efficiency/%', 'Capacity/mA.h'].map(
      (header, index) => [498 + index, { type: 'f64', header, verified: false }],
    ),
  ),
];
