/** Voltage of an auxiliary channel. */
export function voltageName(channel: number): string {
  return `auxVoltage${channel}_V`;
}

/** Temperature of an auxiliary channel; the only one is the temperature. */
export function temperatureName(channel: number, channels: number): string {
  return channels === 1 ? 'temperature_K' : `temperatureT${channel}_K`;
}
