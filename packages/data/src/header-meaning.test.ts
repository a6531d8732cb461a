import { expect, test } from 'vitest';
import { headerMeaning } from './header-meaning.ts';

test('labels and machine names of the Battery Data Format mean the same', () => {
  for (const [label, machineName, name, factor, offset] of [
    ['Test Time / s', 'test_time_second', 'time_s', 1, 0],
    ['Charging Capacity / Ah', 'charging_capacity_ah', 'qTestChg_C', 3600, 0],
    ['Step Discharging Energy / Wh', 'step_discharging_energy_wh', 'eStepDis_J', 3600, 0],
    ['Ambient Temperature / degC', 'ambient_temperature_celsius', 'temperature_K', 1, 273.15],
    ['Imaginary Impedance / ohm', 'imaginary_impedance_ohm', 'zIm_Ohm', 1, 0],
    ['Phase / deg', 'phase_degree', 'zPhase_rad', Math.PI / 180, 0],
    ['Step Type', 'step_type', 'stepType', 1, 0],
  ] as const) {
    expect(headerMeaning(label)).toMatchObject({ factor, offset });
    expect(headerMeaning(label).names[0]).toBe(name);
    expect(headerMeaning(machineName)).toEqual(headerMeaning(label));
  }
  expect(headerMeaning('Test Time / h')).toMatchObject({ names: ['time_s'], factor: 3600 });
  expect(headerMeaning('current_milliampere')).toMatchObject({ names: ['current_A'], factor: 1e-3 });
});

test('units are read in every way that people write headers', () => {
  for (const header of ['Voltage/mV', 'Voltage / mV', 'Voltage (mV)', 'Voltage [mV]', 'voltage_mV', 'U/mV']) {
    expect(headerMeaning(header), header).toMatchObject({ names: ['voltage_V'], unit: 'V', factor: 1e-3 });
  }
  expect(headerMeaning('-Im(Z)/Ohm')).toMatchObject({ names: ['zIm_Ohm'], factor: -1 });
  expect(headerMeaning('Aux_Temperature_1 (C)')).toMatchObject({ names: ['temperature_K'], offset: 273.15 });
  expect(headerMeaning('Spec. Cap.(mAh/g)')).toMatchObject({
    names: ['specCap_C_kg'],
    unit: 'C/kg',
    factor: 3600,
  });
  expect(headerMeaning('T/°C')).toMatchObject({ names: ['temperature_K'], offset: 273.15 });
  expect(headerMeaning('SOC|DOD/%')).toMatchObject({ names: ['socDod'], unit: '%', factor: 1 });
});

test('a unit that is not stated is not guessed', () => {
  for (const header of ['Voltage', 'dV/dt', 'Test_ID', 'Charge_Capacity', 'I', 'step_h', '']) {
    expect(headerMeaning(header), header).toMatchObject({ unit: null, factor: 1, offset: 0 });
  }
});
