/** Faraday constant, C/mol (the digits of the model's published reference tables; CODATA 2018 is 96485.33212). */
export const faraday = 96485.33;
/** Gas constant, J/(mol K). */
export const gasConstant = 8.314463;
/** Stefan-Boltzmann constant, W/(m2 K4). */
export const stefanBoltzmann = 5.670374e-8;
/** Temperature of the cell, K. */
export const cellTemperature = 298.15;
/** Thermal voltage RT/F of the cell, V. */
export const thermalVoltage = (gasConstant * cellTemperature) / faraday;
/** Molar mass of silicon, kg/mol. */
export const siliconMolarMass = 28.085e-3;
/** Density of crystalline silicon, kg/m3. */
export const siliconDensity = 2329;
/** Lithium per silicon at full lithiation (Li15Si4). */
export const lithiumPerSilicon = 3.75;
/** Lithium concentration at x = 1 per volume of pristine silicon, mol/m3 (3.110e5). */
export const maximumConcentration = (lithiumPerSilicon * siliconDensity) / siliconMolarMass;
/** Capacity of silicon at x = 1, C/kg (3578.6 mAh/g). */
export const siliconCapacity = (lithiumPerSilicon * faraday) / siliconMolarMass;
/** One mAh/g in C/kg. */
export const mAhPerGram = 3600;
