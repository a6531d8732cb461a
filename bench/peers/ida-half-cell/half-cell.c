/*
 * A peer for the bench, never shipped: the half cell of Doyle, Fuller and Newman on finite volumes, integrated by
 * SUNDIALS IDA with KLU and an analytic Jacobian. Li metal | separator | silicon at a constant lithiating current to a
 * stop voltage; parameters and laws are those of verification/pybamm-cell.ts.
 *
 *   half-cell RATE NS NP NR GRADE SURFACE RTOL SUPPRESS REPEATS TREF
 *
 * RATE in C; cells across separator and electrode, shells in a particle; GRADE 1 equal shells, above 1 finer near the
 * surface; SURFACE 0 extrapolates from two shells, 1 takes the flux too; SUPPRESS 1 leaves algebraic unknowns out of the error test; the voltage is printed at 200 times up to 99.5 %
 * of TREF s, the first after the start. One line of JSON: median processor time of REPEATS runs after 10, its quartiles, time of termination, counts, voltages.
 */
#include <ida/ida.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_klu.h>
#include <sunmatrix/sunmatrix_sparse.h>
#include <time.h>

#define F 96485.33212
#define VT (8.314462618 * 298.15 / F)
#define LS 25e-6
#define LP 30e-6
#define EPS_S 0.47
#define EPS_P 0.5
#define ACTIVE 0.2
#define RADIUS 75e-9
#define DIFF 3e-18
#define CMAX 278000.0
#define ONE_C 44.7
#define X0 0.02
#define VSTOP 0.01
#define TPLUS 0.2594
#define LEVER (2 * VT * (1 - TPLUS))
#define MAXN 20000

static int ns, np, nr, nx, n, oC, oP, oS, oJ, oX;
static double current, area, sigma, dxs, dxp, taus, taup, jm;
static double *face, *shellVolume, *shellRate; /* radii of the faces; of each shell; D A / (V dr) inwards and outwards */
static double outer0, outer1, surfaceGain;     /* surface x = outer0 x_N + outer1 x_(N-1) + surfaceGain J */

/* slots of the Jacobian */
static int entries, *rows, *cols, *slot, recording;
static double *values;

static void add(int row, int col, double v) {
  if (recording) {
    rows[entries] = row;
    cols[entries++] = col;
  } else values[slot[entries++]] += v;
}

static inline double potential(double x, double *slope) {
  static const double p[8] = {-96.63, 372.6, -587.6, 489.9, -232.8, 62.99, -9.286, 0.8633};
  double u = 0, s = 0, y = 1 - x;
  for (int k = 0; k < 8; k++) {
    s = s * x + u;
    u = u * x + p[k];
  }
  u += 1e-4 * (1 / x - 1 / y);
  s -= 1e-4 * (1 / (x * x) + 1 / (y * y));
  if (x < 6e-3) {
    double e = exp(-6910.19218 * (x + 7.7e-4));
    u += 205.0568622 * log1p(e);
    s -= 205.0568622 * 6910.19218 * e / (1 + e);
  }
  if (y < 6e-3) {
    double e = exp(-6910.19218 * (y + 7.7e-4));
    u -= 205.0568622 * log1p(e);
    s -= 205.0568622 * 6910.19218 * e / (1 + e);
  }
  *slope = s;
  return u;
}

/* j0 and its slopes with x and c/c0 */
static inline double exchange(double x, double r, double *ofX, double *ofR) {
  static const double peak = 6.48e-7 * 28700 / 278000 * 31.622776601683793 * CMAX;
  double y = 1 - x, r2 = r * r + 1e-6, x2 = x * x + 1e-6, y2 = y * y + 1e-6;
  double ri = 1 / sqrt(sqrt(r2)), xi = 1 / sqrt(sqrt(x2)), yi = 1 / sqrt(sqrt(y2));
  double px = x * xi, py = y * yi;
  *ofX = peak * r * ri * (xi * (1 - x * x / (2 * x2)) * py - px * yi * (1 - y * y / (2 * y2)));
  *ofR = peak * ri * (1 - r * r / (2 * r2)) * px * py;
  return peak * r * ri * px * py;
}

static inline double conductivity(double c, double *slope) {
  double root = sqrt(c);
  *slope = 3 * 0.1297 * c * c - 1.5 * 2.51 * root + 3.329;
  return c * (0.1297 * c * c - 2.51 * root + 3.329);
}

static inline double diffusivity(double c, double *slope) {
  *slope = 2 * 8.794e-11 * c - 3.972e-10;
  return 8.794e-11 * c * c - 3.972e-10 * c + 4.862e-10;
}

static inline double spacing(int i) { return i < ns ? dxs : dxp; }

/* Boundary at the foil: current into the first cell, and its slopes with c and phi there. */
static double foil(double c, double phi, double *ofC, double *ofPhi) {
  double ks, ds, k = conductivity(c, &ks) * taus, d = diffusivity(c, &ds) * taus;
  ks *= taus;
  ds *= taus;
  double per = (1 - TPLUS) * current / F * dxs / 2 / 1000, cb = c + per / d, cbs = 1 - per * ds / (d * d);
  double i0 = 3.5e-8 * F * pow(1 / 1.3e-5, 0.7) * pow(1000 * cb, 0.3), z = current / (2 * i0);
  double phib = -2 * VT * asinh(z), phibs = 2 * VT / sqrt(1 + z * z) * z * 0.3 / cb * cbs;
  double g = 2 * k / dxs, force = phib - phi + LEVER * (log(c) - log(cb));
  *ofC = 2 * ks / dxs * force + g * (phibs + LEVER * (1 / c - cbs / cb));
  *ofPhi = -g;
  return g * force;
}

static int residual(double t, N_Vector Y, N_Vector YP, N_Vector R, void *data) {
  (void)t;
  (void)data;
  const double *y = NV_DATA_S(Y), *yp = NV_DATA_S(YP);
  double *r = NV_DATA_S(R), dummy1, dummy2;
  double il = foil(y[oC], y[oP], &dummy1, &dummy2), nl = (1 - TPLUS) * current / F / 1000;
  if (!(y[oC] > 0)) return 1;
  double kl = conductivity(y[oC], &dummy1) * taus, dl = diffusivity(y[oC], &dummy1) * taus, logl = log(y[oC]);
  for (int i = 0; i < nx; i++) {
    double h = spacing(i), ir = 0, nrr = 0, kr = 0, dr = 0, logr = 0;
    if (i + 1 < nx) {
      double c = y[oC + i + 1], tau = i + 1 < ns ? taus : taup, hr = spacing(i + 1);
      if (!(c > 0)) return 1;
      kr = conductivity(c, &dummy1) * tau;
      dr = diffusivity(c, &dummy1) * tau;
      logr = log(c);
      ir = (y[oP + i] - y[oP + i + 1] + LEVER * (logr - logl)) / (h / (2 * kl) + hr / (2 * kr));
      nrr = (y[oC + i] - c) / (h / (2 * dl) + hr / (2 * dr));
    }
    double eps = i < ns ? EPS_S : EPS_P, aj = i < ns ? 0 : area * jm * y[oJ + i - ns];
    r[oC + i] = eps * yp[oC + i] + (nrr - nl) / h + (1 - TPLUS) * aj / F / 1000;
    r[oP + i] = ((ir - il) / h + aj) * LP / current;
    il = ir;
    nl = nrr;
    kl = kr;
    dl = dr;
    logl = logr;
  }
  double sl = 0;
  for (int k = 0; k < np; k++) {
    double sr = k + 1 < np ? sigma * (y[oS + k] - y[oS + k + 1]) / dxp : current;
    r[oS + k] = ((sr - sl) / dxp - area * jm * y[oJ + k]) * LP / current;
    sl = sr;
    const double *x = y + oX + k * nr, *xp = yp + oX + k * nr;
    double *rx = r + oX + k * nr, J = y[oJ + k];
    double xs = outer0 * x[nr - 1] + outer1 * x[nr - 2] + surfaceGain * J, us, a, b;
    if (!(xs > 0 && xs < 1)) return 1;
    double u = potential(xs, &us), j0 = exchange(xs, y[oC + ns + k], &a, &b);
    r[oJ + k] = y[oS + k] - y[oP + ns + k] - u + 2 * VT * asinh(jm * J / (2 * j0));
    double in = 0;
    for (int s = 0; s + 1 < nr; s++) {
      double out = shellRate[s] * (x[s] - x[s + 1]);
      rx[s] = xp[s] + (out - in) / shellVolume[s];
      in = out;
    }
    rx[nr - 1] = xp[nr - 1] - (in + face[nr] * face[nr] * jm * J / (F * CMAX)) / shellVolume[nr - 1];
  }
  return 0;
}

static void jacobianEntries(double cj, const double *y) {
  double ofC, ofPhi;
  entries = 0;
  foil(y[oC], y[oP], &ofC, &ofPhi);
  double ks, ds, scale = LP / current;
  for (int i = 0; i < nx; i++) {
    double h = spacing(i), eps = i < ns ? EPS_S : EPS_P;
    add(oC + i, oC + i, eps * cj);
    if (i == 0) {
      add(oP, oC, -ofC / h * scale);
      add(oP, oP, -ofPhi / h * scale);
    }
    if (i >= ns) {
      add(oC + i, oJ + i - ns, (1 - TPLUS) * area * jm / F / 1000);
      add(oP + i, oJ + i - ns, area * jm * scale);
    }
    if (i + 1 == nx) break;
    double hr = spacing(i + 1), taul = i < ns ? taus : taup, tau = i + 1 < ns ? taus : taup;
    double c = y[oC + i], d = y[oC + i + 1];
    double kl = conductivity(c, &ks) * taul, kls = ks * taul, kr = conductivity(d, &ks) * tau, krs = ks * tau;
    double dl = diffusivity(c, &ds) * taul, dls = ds * taul, dr = diffusivity(d, &ds) * tau, drs = ds * tau;
    double gk = 1 / (h / (2 * kl) + hr / (2 * kr)), gd = 1 / (h / (2 * dl) + hr / (2 * dr));
    double gkl = gk * gk * h / (2 * kl * kl) * kls, gkr = gk * gk * hr / (2 * kr * kr) * krs;
    double gdl = gd * gd * h / (2 * dl * dl) * dls, gdr = gd * gd * hr / (2 * dr * dr) * drs;
    double force = y[oP + i] - y[oP + i + 1] + LEVER * log(d / c);
    double il = gkl * force - gk * LEVER / c, ir = gkr * force + gk * LEVER / d;
    double nl = gdl * (c - d) + gd, nrr = gdr * (c - d) - gd;
    add(oC + i, oC + i, nl / h);
    add(oC + i, oC + i + 1, nrr / h);
    add(oC + i + 1, oC + i, -nl / hr);
    add(oC + i + 1, oC + i + 1, -nrr / hr);
    for (int side = 0; side < 2; side++) {
      double w = (side ? -1 / hr : 1 / h) * scale;
      int row = oP + i + side;
      add(row, oC + i, il * w);
      add(row, oC + i + 1, ir * w);
      add(row, oP + i, gk * w);
      add(row, oP + i + 1, -gk * w);
    }
  }
  double g = sigma / dxp / dxp * scale;
  for (int k = 0; k < np; k++) {
    if (k + 1 < np) {
      add(oS + k, oS + k, g);
      add(oS + k, oS + k + 1, -g);
      add(oS + k + 1, oS + k, -g);
      add(oS + k + 1, oS + k + 1, g);
    }
    add(oS + k, oJ + k, -area * jm * scale);
    const double *x = y + oX + k * nr;
    double J = y[oJ + k], us, a, b;
    double xs = outer0 * x[nr - 1] + outer1 * x[nr - 2] + surfaceGain * J;
    potential(xs, &us);
    double j0 = exchange(xs, y[oC + ns + k], &a, &b), z = jm * J / (2 * j0), root = 2 * VT / sqrt(1 + z * z);
    double ofX = -us - root * z / j0 * a;
    add(oJ + k, oS + k, 1);
    add(oJ + k, oP + ns + k, -1);
    add(oJ + k, oC + ns + k, -root * z / j0 * b);
    add(oJ + k, oJ + k, root * jm / (2 * j0) + ofX * surfaceGain);
    add(oJ + k, oX + k * nr + nr - 1, ofX * outer0);
    add(oJ + k, oX + k * nr + nr - 2, ofX * outer1);
    for (int s = 0; s < nr; s++) {
      int at = oX + k * nr + s;
      add(at, at, cj);
      if (s + 1 == nr) break;
      add(at, at, shellRate[s] / shellVolume[s]);
      add(at, at + 1, -shellRate[s] / shellVolume[s]);
      add(at + 1, at, -shellRate[s] / shellVolume[s + 1]);
      add(at + 1, at + 1, shellRate[s] / shellVolume[s + 1]);
    }
    add(oX + k * nr + nr - 1, oJ + k, -face[nr] * face[nr] * jm / (F * CMAX) / shellVolume[nr - 1]);
  }
}

static sunindextype *pointers, *indices;
static int nonzeros;

/* Slots of the entries in compressed columns. */
static void pattern(const double *y) {
  recording = 1;
  rows = malloc(sizeof(int) * 60 * n);
  cols = malloc(sizeof(int) * 60 * n);
  jacobianEntries(1, y);
  recording = 0;
  slot = malloc(sizeof(int) * entries);
  pointers = calloc(n + 1, sizeof(sunindextype));
  indices = malloc(sizeof(sunindextype) * entries);
  int *order = malloc(sizeof(int) * entries), *start = calloc(n + 1, sizeof(int));
  for (int e = 0; e < entries; e++) start[cols[e] + 1]++;
  for (int c = 0; c < n; c++) start[c + 1] += start[c];
  int *next = malloc(sizeof(int) * n);
  memcpy(next, start, sizeof(int) * n);
  for (int e = 0; e < entries; e++) order[next[cols[e]]++] = e;
  int *seen = malloc(sizeof(int) * n);
  for (int k = 0; k < n; k++) seen[k] = -1;
  for (int c = 0; c < n; c++) {
    pointers[c] = nonzeros;
    for (int m = start[c]; m < start[c + 1]; m++) {
      int e = order[m], row = rows[e];
      if (seen[row] < pointers[c]) {
        seen[row] = nonzeros;
        indices[nonzeros++] = row;
      }
      slot[e] = seen[row];
    }
  }
  pointers[n] = nonzeros;
}

static int jacobian(double t, double cj, N_Vector Y, N_Vector YP, N_Vector R, SUNMatrix J, void *data, N_Vector a,
                    N_Vector b, N_Vector c) {
  (void)t, (void)YP, (void)R, (void)data, (void)a, (void)b, (void)c;
  memcpy(SM_INDEXPTRS_S(J), pointers, sizeof(sunindextype) * (n + 1));
  memcpy(SM_INDEXVALS_S(J), indices, sizeof(sunindextype) * nonzeros);
  values = SM_DATA_S(J);
  memset(values, 0, sizeof(double) * nonzeros);
  jacobianEntries(cj, NV_DATA_S(Y));
  return 0;
}

static double voltage(const double *y) { return y[oS + np - 1] - current * dxp / 2 / sigma; }

static int stop(double t, N_Vector Y, N_Vector YP, double *g, void *data) {
  (void)t, (void)YP, (void)data;
  g[0] = voltage(NV_DATA_S(Y)) - VSTOP;
  return 0;
}

static int ascending(const void *a, const void *b) {
  double d = *(const double *)a - *(const double *)b;
  return d < 0 ? -1 : d > 0;
}

static void start(N_Vector Y, N_Vector YP) {
  double *y = NV_DATA_S(Y), s;
  N_VConst(0, Y);
  N_VConst(0, YP);
  for (int i = 0; i < nx; i++) y[oC + i] = 1;
  for (int k = 0; k < np; k++) {
    y[oJ + k] = 1;
    for (int m = 0; m < nr; m++) y[oX + k * nr + m] = X0;
    y[oS + k] = potential(X0, &s) - 0.05;
  }
}

int main(int argc, char **argv) {
  if (argc != 11) {
    fprintf(stderr, "usage: half-cell RATE NS NP NR GRADE SURFACE RTOL SUPPRESS REPEATS TREF\n");
    return 2;
  }
  current = ONE_C * atof(argv[1]);
  ns = atoi(argv[2]), np = atoi(argv[3]), nr = atoi(argv[4]);
  double grade = atof(argv[5]), rtol = atof(argv[7]);
  int surface = atoi(argv[6]), suppress = atoi(argv[8]), repeats = atoi(argv[9]);
  double tref = atof(argv[10]);
  nx = ns + np;
  oC = 0, oP = nx, oS = 2 * nx, oJ = 2 * nx + np, oX = 2 * nx + 2 * np;
  n = oX + np * nr;
  dxs = LS / ns, dxp = LP / np;
  taus = pow(EPS_S, 1.5), taup = pow(EPS_P, 1.5), sigma = 33 * pow(1 - EPS_P, 1.5);
  area = 3 * ACTIVE / RADIUS;
  jm = current / (area * LP);
  face = malloc(sizeof(double) * (nr + 1));
  shellVolume = malloc(sizeof(double) * nr);
  shellRate = malloc(sizeof(double) * nr);
  for (int s = 0; s <= nr; s++) face[s] = RADIUS * (1 - pow(1 - (double)s / nr, grade));
  for (int s = 0; s < nr; s++) {
    shellVolume[s] = (pow(face[s + 1], 3) - pow(face[s], 3)) / 3;
    if (s + 1 < nr) shellRate[s] = DIFF * face[s + 1] * face[s + 1] / ((face[s + 2] - face[s]) / 2);
  }
  double d1 = (face[nr] - face[nr - 1]) / 2, d2 = face[nr] - (face[nr - 1] + face[nr - 2]) / 2;
  if (surface) { /* the parabola through both outer shells with the flux as its slope at the surface */
    double q = d1 * d1 / (d2 * d2);
    outer0 = 1 / (1 - q), outer1 = -q / (1 - q);
    surfaceGain = (d1 - q * d2) / (1 - q) * jm / (F * CMAX * DIFF);
  } else outer0 = d2 / (d2 - d1), outer1 = -d1 / (d2 - d1);

  SUNContext context;
  SUNContext_Create(NULL, &context);
  N_Vector Y = N_VNew_Serial(n, context), YP = N_VClone(Y), id = N_VClone(Y), Y0 = N_VClone(Y);
  N_VConst(0, id);
  for (int i = 0; i < nx; i++) NV_Ith_S(id, oC + i) = 1;
  for (int i = oX; i < n; i++) NV_Ith_S(id, i) = 1;
  start(Y, YP);
  pattern(NV_DATA_S(Y));
  void *ida = IDACreate(context);
  IDAInit(ida, residual, 0, Y, YP);
  IDASStolerances(ida, rtol, rtol * 1e-2);
  IDASetId(ida, id);
  IDASetSuppressAlg(ida, suppress);
  IDASetMaxNumSteps(ida, MAXN);
  SUNMatrix J = SUNSparseMatrix(n, n, nonzeros, CSC_MAT, context);
  SUNLinearSolver solver = SUNLinSol_KLU(Y, J, context);
  IDASetLinearSolver(ida, solver, J);
  IDASetJacFn(ida, jacobian);
  IDARootInit(ida, 1, stop);
  int down = -1;
  IDASetRootDirection(ida, &down);

  double *ms = malloc(sizeof(double) * repeats), end = 0, volts[200];
  for (int run = -11; run < repeats; run++) {
    struct timespec t0, t1;
    int reading = run == -11, next = 0;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t0);
    start(Y, YP);
    IDAReInit(ida, 0, Y, YP);
    if (IDACalcIC(ida, IDA_YA_YDP_INIT, 1) < 0) return 1;
    double t = 0;
    int flag = IDA_SUCCESS;
    while (flag == IDA_SUCCESS) {
      flag = IDASolve(ida, 1e6, &t, Y, YP, IDA_ONE_STEP);
      while (reading && flag >= 0 && next < 200 && tref * 0.995 * (next + 1) / 200 <= t) {
        IDAGetDky(ida, tref * 0.995 * (next + 1) / 200, 0, Y0);
        volts[next++] = voltage(NV_DATA_S(Y0));
      }
    }
    if (flag != IDA_ROOT_RETURN) return 1;
    end = t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t1);
    if (run >= 0) ms[run] = 1e3 * (t1.tv_sec - t0.tv_sec) + 1e-6 * (t1.tv_nsec - t0.tv_nsec);
    for (; reading && next < 200; next++) volts[next] = VSTOP;
  }
  long steps, residuals, iterations, jacobians;
  IDAGetNumSteps(ida, &steps);
  IDAGetNumResEvals(ida, &residuals);
  IDAGetNumNonlinSolvIters(ida, &iterations);
  IDAGetNumJacEvals(ida, &jacobians);
  double middle = 0, low = 0, high = 0;
  if (repeats > 0) {
    qsort(ms, repeats, sizeof(double), ascending);
    middle = ms[repeats / 2], low = ms[repeats / 4], high = ms[3 * repeats / 4];
  }
  printf("{\"ms\":%.6f,\"low\":%.6f,\"high\":%.6f,\"end\":%.9f,\"states\":%d,\"steps\":%ld,\"iterations\":%ld,\"jacobians\":%ld,\"voltage\":[",
         middle, low, high, end, n, steps, iterations, jacobians);
  for (int k = 0; k < 200; k++) printf("%s%.9f", k ? "," : "", volts[k]);
  printf("]}\n");
  return 0;
}
