export { createRandom, type Random } from './random.ts';
export { findRoot, type RootOutcome } from './brent.ts';
export { gaussHermite, type Quadrature } from './gauss-hermite.ts';
export { integrateStiff, type OdeOptions, type OdeOutcome, type OdeStep, type OdeSystem } from './ode/rosenbrock.ts';
