/** Records of a made test: constant current between two voltages, with the noise that makes digits differ. */
interface MadeRow {
  readonly record: number;
  readonly time: number; // s
  readonly stepTime: number; // s
  readonly voltage: number; // V
  readonly current: number; // A
  readonly cycle: number;
  readonly step: number;
  readonly isCharge: boolean;
  /** mAh and mWh since the last change of direction. */
  readonly capacity: number;
  readonly energy: number;
  /** Ah since the start of the test. */
  readonly charged: number;
  readonly discharged: number;
  readonly temperature: number; // °C
}

const RECORDS_PER_CYCLE = 2000;
const INTERVAL = 3.6; // s

/** That many records, discharge before charge, 2000 a cycle. */
function* madeRows(count: number): Generator<MadeRow> {
  let [time, stepTime, capacity, energy, charged, discharged] = [0, 0, 0, 0, 0, 0];
  const half = RECORDS_PER_CYCLE / 2;
  for (let i = 0; i < count; i++) {
    const inHalf = i % half;
    const isCharge = i % RECORDS_PER_CYCLE >= half;
    if (inHalf === 0) [stepTime, capacity, energy] = [0, 0, 0];
    const share = inHalf / half;
    const current = (isCharge ? 1 : -1) * (0.5 + 1e-4 * Math.sin(12.9898 * i));
    const voltage = (isCharge ? 3 + 1.2 * share : 4.2 - 1.2 * share) + 1e-5 * Math.sin(i);
    const interval = inHalf === 0 ? 0 : INTERVAL + 1e-3 * (i % 7);
    const added = (Math.abs(current) * interval) / 3.6; // mAh
    time += interval;
    stepTime += interval;
    capacity += added;
    energy += added * voltage;
    if (isCharge) charged += added / 1000;
    else discharged += added / 1000;
    yield {
      record: i + 1,
      time,
      stepTime,
      voltage,
      current,
      cycle: Math.floor(i / RECORDS_PER_CYCLE) + 1,
      step: Math.floor(i / half) + 1,
      isCharge,
      capacity,
      energy,
      charged,
      discharged,
      temperature: 25 + Math.sin(i / 100),
    };
  }
}

const LAND_HEADER =
  'Record,TestTime/Sec,StepTime/Sec,Current/mA,Capacity/mAh,SpeCap/mAh/g,SOC|DOD/%,Voltage/V,Energy/mWh,SpeEnergy/Wh/kg,AuxTemp/dC.,AuxVolt/V,SysTime,,Cycle-Index,Step-Index,Step-State';
const MASS_GRAM = 2.5;
const START = Date.UTC(2024, 0, 2, 8);

/** A record sheet of LAND saved as CSV. */
export function landCsv(count: number): string {
  const lines = [LAND_HEADER];
  for (const row of madeRows(count)) {
    const clock = new Date(START + 1000 * row.time).toISOString().slice(0, 19).replace('T', ' ');
    lines.push(
      `${row.record},${row.time.toFixed(3)},${row.stepTime.toFixed(3)},${(1000 * row.current).toFixed(5)},${row.capacity.toFixed(5)},${(row.capacity / MASS_GRAM).toFixed(4)},0,${row.voltage.toFixed(6)},${row.energy.toFixed(5)},${(row.energy / MASS_GRAM).toFixed(4)},${row.temperature.toFixed(3)},-,${clock},,${row.cycle},${row.step},${row.isCharge ? 'RateC' : 'RateD'}`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

const ARBIN_HEADER =
  'Data Point,Date Time,Test Time (s),Step Time (s),Cycle Index,Step Index,Current (A),Voltage (V),Power (W),Charge Capacity (Ah),Discharge Capacity (Ah),Charge Energy (Wh),Discharge Energy (Wh),Internal Resistance (Ohm),Aux_Temperature_1 (C)';

/** Records as Arbin exports them. */
export function arbinCsv(count: number): string {
  const lines = [ARBIN_HEADER];
  for (const row of madeRows(count)) {
    const clock = usDate(row.time);
    lines.push(
      `${row.record},\t${clock},${row.time.toFixed(4)},${row.stepTime.toFixed(4)},${row.cycle},${row.step},${row.current.toFixed(7)},${row.voltage.toFixed(6)},${(row.voltage * row.current).toFixed(6)},${row.charged.toFixed(8)},${row.discharged.toFixed(8)},${(3.6 * row.charged).toFixed(7)},${(3.6 * row.discharged).toFixed(7)},0.0171,${row.temperature.toFixed(4)}`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** Records as Maccor exports them: words for states, US dates. */
export function maccorText(count: number): string {
  const lines = [
    "Today's Date 04/04/2024  Date of Test:\t01/02/2024\t Filename:\tmade.001 Procedure: made.000\tComment/Barcode: ",
    'Rec#\tCyc#\tStep\tTest (Sec)\tStep (Sec)\tAmp-hr\tWatt-hr\tAmps\tVolts\tState\tES\tDPt Time',
  ];
  for (const row of madeRows(count)) {
    lines.push(
      `${row.record}\t${row.cycle}\t${row.step}\t${row.time.toFixed(4)}\t${row.stepTime.toFixed(4)}\t${(row.capacity / 1000).toFixed(10)}\t${(row.energy / 1000).toFixed(10)}\t${Math.abs(row.current).toFixed(10)}\t${row.voltage.toFixed(8)}\t${row.isCharge ? 'C' : 'D'}\t1\t${usDate(Math.floor(row.time)).slice(0, 19)}`,
    );
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** `01/02/2024 08:00:03.600` */
function usDate(seconds: number): string {
  const iso = new Date(START + 1000 * seconds).toISOString();
  return `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)} ${iso.slice(11, 23)}`;
}

/** Nine columns of numbers under headers with units. */
export function plainCsv(count: number): string {
  const lines = [
    'Test Time / s,Voltage / V,Current / A,Cycle Count / 1,Step Count / 1,Charging Capacity / Ah,Discharging Capacity / Ah,Step Time / s,Ambient Temperature / degC',
  ];
  for (const row of madeRows(count)) {
    lines.push(
      `${row.time.toFixed(6)},${row.voltage.toFixed(10)},${row.current.toFixed(12)},${row.cycle},${row.step},${row.charged.toFixed(12)},${row.discharged.toFixed(12)},${row.stepTime.toFixed(6)},${row.temperature.toFixed(8)}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** The made test as the columns of a dataset of EC-Lab's names. */
export function madeColumns(
  count: number,
): Record<'time_s' | 'voltage_V' | 'current_A' | 'cycle' | 'qNet_C' | 'stepId', Float64Array> {
  const column = () => new Float64Array(count);
  const columns = {
    time_s: column(),
    voltage_V: column(),
    current_A: column(),
    cycle: column(),
    qNet_C: column(),
    stepId: column(),
  };
  let i = 0;
  for (const row of madeRows(count)) {
    columns.time_s[i] = row.time;
    columns.voltage_V[i] = row.voltage;
    columns.current_A[i] = row.current;
    columns.cycle[i] = row.cycle;
    columns.qNet_C[i] = 3600 * (row.charged - row.discharged);
    columns.stepId[i] = row.step;
    i++;
  }
  return columns;
}
