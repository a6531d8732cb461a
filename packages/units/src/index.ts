export { type Dimension, dimension, nameDimension, sameDimension } from './dimension.ts';
export { formatNumber, formatQuantity, formatUnit } from './format-quantity.ts';
export { parseQuantity, type Quantity } from './parse-quantity.ts';
export { fromSI, parseUnit, toSI, type Unit } from './parse-unit.ts';
export { UnitError } from './unit-error.ts';
export { siUnit } from './si-unit.ts';
