export { createRandom, type Random } from './random.ts';
export { poisson } from './poisson.ts';
export { asinh } from './asinh.ts';
export { findRoot, type RootOutcome } from './brent.ts';
export { gaussHermite, type Quadrature } from './gauss-hermite.ts';
export {
  integrateStiff,
  type OdeOptions,
  type OdeOutcome,
  type OdeStep,
  type OdeSystem,
} from './ode/rosenbrock.ts';
export {
  type FitCovariance,
  fitCovariance,
  fitLeastSquares,
  type FitOptions,
  type LeastSquaresFit,
} from './fit-least-squares.ts';
export { curveProblem, type CurveData, type LeastSquaresProblem } from './least-squares-problem.ts';
export {
  levenbergMarquardt,
  type Search,
  type SearchOptions,
  type SearchState,
} from './levenberg-marquardt.ts';
export {
  invertNormal,
  type LinearFit,
  type NormalInverse,
  solveLeastSquares,
} from './linear-least-squares.ts';
export { quantileF, quantileT, tailF } from './statistics.ts';
export { factorCholesky, solveCholesky, solveFactor, solveTransposed } from './cholesky.ts';
export { triangularise } from './householder.ts';
export { minimiseNonNegative, type NonNegativeOutcome } from './non-negative-quadratic.ts';
export { symmetricSpectrum, type SymmetricSpectrum } from './symmetric-spectrum.ts';
export { type NonNegativeSamples, sampleNonNegative } from './sample-non-negative.ts';
export { factorise, solveFactorised } from './ode/dense-lu.ts';
export { DaeStepper, type DaeSystem, type StepFailure } from './ode/dae-stepper.ts';
export { rodas4, rodas4p, rodas5p, type RosenbrockMethod } from './ode/rosenbrock-methods.ts';
export { type Lobatto, lobatto } from './spectral/lobatto.ts';
export { type RadialBasis, radialBasis } from './spectral/radial.ts';
export { type SymmetricEigen, symmetricEigen } from './spectral/symmetric-eigen.ts';
export { vectorBlock } from './vector-block.ts';
