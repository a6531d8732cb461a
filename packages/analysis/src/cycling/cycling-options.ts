/** Settings of `analyseCycling`; every one has a default that suits a normal test. */
export interface CyclingOptions {
  /** Which cycle numbers to use: ours (pairs of half cycles by the sign of the current) or the vendor's. Default `own`. */
  readonly rule?: CycleRule;
  /**
   * Half cycle that opens a cycle of our rule. Default `auto`: the one that the electrode takes lithium (or charge) with.
   * Efficiency follows the electrode and not this choice: it always divides by what was taken before.
   */
  readonly opens?: 'auto' | 'charge' | 'discharge';
  /** Mass that capacities are divided by, kg. Default: `meta.activeMass_kg`, else capacities stay per cell. */
  readonly mass_kg?: number;
  /** Default: `meta.workingElectrode`, else inferred from the voltages with a finding. */
  readonly workingElectrode?: WorkingElectrode;
  /** Cycle that retention refers to. Default: the first complete cycle. */
  readonly referenceCycle?: number;
  /** Cycle beyond the data that a retention is expected for. Default: none. */
  readonly extrapolateTo?: number;
  /**
   * Standard error of the mean current of a half cycle, relative, independent between charge and discharge.
   * Default 0.001 (0.1 %, what makers of battery cyclers commonly state for accuracy).
   */
  readonly currentAccuracy?: number;
  /**
   * Current between two records: the mean of both (`trapezoid`) or the later one (`hold`). Default: `hold` where the
   * reader derived the current from a charge, so that it is the mean since the record before; else `trapezoid`.
   */
  readonly integration?: Integration;
  /** Standard deviation of the Gaussian that smooths dQ/dV, V; 0 takes plain differences. Default 0.005. */
  readonly smoothing_V?: number;
  /** Standard deviation of the Gaussian that smooths dV/dQ, as a share of each half cycle's charge; 0: none. Default 0.01. */
  readonly chargeSmoothing?: number;
  /**
   * Whether delithiations are read as silicon's (table `silicon`). Default: where the working electrode is an anode whose
   * mean delithiation voltage is 0.3 to 0.6 V, with a finding.
   */
  readonly silicon?: boolean;
  /** Cycles in `curves`, `dqdv`, `dvdq`, `peaks` and `silicon`. Default: 1, 2, 3, then 5, 10, 20, 50 and so on, and the last. */
  readonly curveCycles?: readonly number[];
  /** Channel to analyse where the datasets hold several. Default: there must be one only. */
  readonly channel?: number | string;
}

export type CycleRule = 'own' | 'vendor';
export type Integration = 'trapezoid' | 'hold';

/** Who works: the anode or the cathode of a half cell against lithium, or none (a full cell). */
export type WorkingElectrode = 'anode' | 'cathode' | 'full';

/** See `CyclingOptions.currentAccuracy`. */
export const DEFAULT_CURRENT_ACCURACY = 0.001;

/** V, see `CyclingOptions.smoothing_V`. */
export const DEFAULT_SMOOTHING = 0.005;

/** 1, see `CyclingOptions.chargeSmoothing`. */
export const DEFAULT_CHARGE_SMOOTHING = 0.01;
