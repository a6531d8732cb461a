"""
A peer for the bench: PyBaMM on the half cell of verification/pybamm-cell.ts with the settings that are fair to it (no rebuild between
calls, IDAKLU, only voltage and current kept). Reads one job as JSON, prints one line of JSON. Times are
processor times of the process, except where two threads work; then they are wall times.
"""
import json
import statistics
import sys
import time

import numpy as np
import pybamm

pybamm.set_logging_level("ERROR")
F = 96485.33212
C_MAX = 278000.0
ONE_C = 44.7
AREA = 1e-4
HALF_CELL = {"working electrode": "positive"}


def polynomial(x, powers):
    u = 0
    for p in powers:
        u = u * x + p
    return u


def potential(x):
    powers = [-96.63, 372.6, -587.6, 489.9, -232.8, 62.99, -9.286, 0.8633]
    return polynomial(x, powers) + 1e-4 * (1 / x + 1 / (x - 1))


def parameters():
    values = pybamm.ParameterValues("Xu2019")
    values.update(
        {
            "Separator thickness [m]": 25e-6,
            "Separator porosity": 0.47,
            "Separator Bruggeman coefficient (electrolyte)": 1.5,
            "Positive electrode thickness [m]": 30e-6,
            "Positive electrode porosity": 0.5,
            "Positive electrode active material volume fraction": 0.2,
            "Positive particle radius [m]": 75e-9,
            "Positive particle diffusivity [m2.s-1]": 3e-18,
            "Maximum concentration in positive electrode [mol.m-3]": C_MAX,
            "Initial concentration in positive electrode [mol.m-3]": 0.02 * C_MAX,
            "Positive electrode conductivity [S.m-1]": 33.0,
            "Positive electrode Bruggeman coefficient (electrolyte)": 1.5,
            "Positive electrode Bruggeman coefficient (electrode)": 1.5,
            "Positive electrode OCP [V]": potential,
            "Positive electrode exchange-current density [A.m-2]": lambda c, s, s_max, T: (
                6.48e-7 * 28700 / 278000 * c**0.5 * s**0.5 * (s_max - s) ** 0.5
            ),
            "Positive electrode OCP entropic change [V.K-1]": 0.0,
            "Exchange-current density for lithium metal electrode [A.m-2]": lambda c, metal, T: (
                3.5e-8 * F * metal**0.7 * c**0.3
            ),
            "Electrolyte conductivity [S.m-1]": lambda c, T: (
                0.1297 * (c / 1000) ** 3 - 2.51 * (c / 1000) ** 1.5 + 3.329 * (c / 1000)
            ),
            "Electrolyte diffusivity [m2.s-1]": lambda c, T: (
                8.794e-11 * (c / 1000) ** 2 - 3.972e-10 * (c / 1000) + 4.862e-10
            ),
            "Cation transference number": 0.2594,
            "Thermodynamic factor": 1.0,
            "Initial concentration in electrolyte [mol.m-3]": 1000.0,
            "Electrode height [m]": 0.01,
            "Electrode width [m]": 0.01,
            "Nominal cell capacity [A.h]": ONE_C * AREA,
            "Current function [A]": ONE_C * AREA,
            "Contact resistance [Ohm]": 0.0,
            "Lower voltage cut-off [V]": 0.01,
            "Upper voltage cut-off [V]": 1.5,
            "Open-circuit voltage at 0% SOC [V]": 0.01,
            "Open-circuit voltage at 100% SOC [V]": 1.5,
            "Number of cells connected in series to make a battery": 1,
            "Number of electrodes connected in parallel to make a cell": 1,
            "Ambient temperature [K]": 298.15,
            "Initial temperature [K]": 298.15,
            "Reference temperature [K]": 298.15,
        },
        check_already_exists=False,
    )
    return values


def mesh(job):
    separator, electrode, shells = job.get("mesh", [20, 20, 20])
    return {"x_n": 1, "x_s": separator, "x_p": electrode, "r_n": 1, "r_p": shells}


def solver(job, threads=1, **more):
    rtol = job.get("rtol", 1e-4)
    options = {"compile": job.get("compiled", False), "num_threads": threads}
    return pybamm.IDAKLUSolver(rtol=rtol, atol=rtol / 100, options=options, **more)


OUTPUTS = {"output_variables": ["Voltage [V]", "Current [A]"]}


def median_ms(call, repeats=30, warm_up=10, clock=time.process_time):
    for _ in range(warm_up):
        call()
    times = []
    for _ in range(repeats):
        start = clock()
        call()
        times.append(1e3 * (clock() - start))
    return statistics.median(times)


def model_of(job, **options):
    return getattr(pybamm.lithium_ion, job["level"])({**HALF_CELL, **options})


def half_cycle(job):
    """Warm time of one call, time of termination and voltages at the job's times."""
    simulation = pybamm.Simulation(
        model_of(job), parameter_values=parameters(), solver=solver(job, **OUTPUTS), var_pts=mesh(job)
    )
    ms = median_ms(lambda: simulation.solve([0, 4000], calc_esoh=False))
    exact = pybamm.Simulation(
        model_of(job), parameter_values=parameters(), solver=solver({**job, "compiled": False}), var_pts=mesh(job)
    )
    solution = exact.solve([0, 4000], calc_esoh=False)
    end = solution.t[-1]
    times = np.minimum(job["times"], end)
    return {"ms": ms, "end": end, "voltage": solution["Voltage [V]"](times).tolist()}


def draws(members):
    draw = np.random.default_rng(0)
    return [
        {
            "Positive particle diffusivity [m2.s-1]": 3e-18 * 10 ** draw.uniform(-0.3, 0.3),
            "Current function [A]": ONE_C * AREA * draw.uniform(0.5, 2),
        }
        for _ in range(members)
    ]


def batch(job):
    """Time per member of one call with all members; diffusivity and rate vary. With two threads the wall time, and beside it
    the processor time of both, which other work on the machine does not lengthen."""
    values = parameters()
    values.update({"Positive particle diffusivity [m2.s-1]": "[input]", "Current function [A]": "[input]"})
    threads = job["threads"]
    simulation = pybamm.Simulation(
        model_of(job), parameter_values=values, solver=solver(job, threads, **OUTPUTS), var_pts=mesh(job)
    )
    inputs = draws(job["members"])
    clock = time.process_time if threads == 1 else time.perf_counter
    cpu = []

    def call():
        start = time.process_time()
        simulation.solve([0, 9000], inputs=inputs, calc_esoh=False)
        cpu.append(1e3 * (time.process_time() - start))

    ms = median_ms(call, 3, 1, clock)
    return {"ms": ms / job["members"], "cpu": statistics.median(cpu[1:]) / job["members"]}


def impedance(job):
    values = parameters()
    values.update(
        {
            "Initial concentration in positive electrode [mol.m-3]": job["x0"] * C_MAX,
            "Positive electrode double-layer capacity [F.m-2]": 0.2,
            "Negative electrode double-layer capacity [F.m-2]": 0.2,
        }
    )
    simulation = pybamm.EISSimulation(
        model_of(job, **{"surface form": "differential"}), parameter_values=values, var_pts=mesh(job)
    )
    frequencies = np.array(job["frequencies"])
    ms = median_ms(lambda: simulation.solve(frequencies), 10, 2)
    z = np.array(simulation.solve(frequencies).impedance)
    return {"ms": ms, "re": z.real.tolist(), "im": z.imag.tolist()}


def triangle_function(job):
    """The whole run as one function of time, with a stop of the solver at every corner: the fastest that can be had."""
    low, high = job["low"], job["high"]
    width = high - low
    rate = pybamm.InputParameter("rate")
    values = parameters()
    values.update(
        {
            "Voltage function [V]": low + abs((rate * pybamm.t) % (2 * width) - width),
            "Lower voltage cut-off [V]": low - 1,
            "Upper voltage cut-off [V]": high + 1,
        },
        check_already_exists=False,
    )
    model = model_of(job, **{"operating mode": "voltage"})
    simulation = pybamm.Simulation(model, parameter_values=values, solver=solver(job, **OUTPUTS), var_pts=mesh(job))

    def run(each):
        corners = width / each * np.arange(2 * job["cycles"] + 1)
        return simulation.solve(corners, inputs={"rate": each}, calc_esoh=False)

    return run


def triangle_steps(job):
    """Voltage steps of an experiment from hand-made tables of time and voltage, as a user writes them."""
    low, high = job["low"], job["high"]
    values = parameters()
    values.update({"Lower voltage cut-off [V]": low - 1, "Upper voltage cut-off [V]": high + 1})
    simulations = {}
    for each in job["rates"]:
        length = (high - low) / each
        down = pybamm.step.voltage(np.array([[0, high], [length, low]]), duration=length)
        up = pybamm.step.voltage(np.array([[0, low], [length, high]]), duration=length)
        simulations[each] = pybamm.Simulation(
            model_of(job),
            parameter_values=values,
            experiment=pybamm.Experiment([(down, up)] * job["cycles"]),
            solver=solver(job),
            var_pts=mesh(job),
        )
    return lambda each: simulations[each].solve(calc_esoh=False)


def voltammetry(job):
    """Processor time of all rates together; of each: times and currents at the solver's own steps."""
    run = {"steps": triangle_steps, "function": triangle_function}[job["way"]](job)
    ms = median_ms(lambda: [run(each) for each in job["rates"]], 5, 1)
    curves = []
    for each in job["rates"]:
        solution = run(each)
        current = np.asarray(solution["Current [A]"].entries) / AREA
        volts = np.asarray(solution["Voltage [V]"].entries)
        curves.append({"current": current.tolist(), "voltage": volts.tolist()})
    return {"ms": ms, "curves": curves}


AGEING = {
    "SEI": ("none", "solvent-diffusion limited"),
    "SEI on cracks": "true",
    "particle mechanics": ("none", "swelling and cracking"),
    "loss of active material": ("none", "stress-driven"),
}


def ageing_parameters():
    """The set that PyBaMM's own files give for interphase and cracks (OKane 2022, of graphite: it has none of silicon)."""
    values = parameters()
    okane = pybamm.ParameterValues("OKane2022")
    for name in list(okane.keys()):
        if any(word in name for word in ("SEI", "crack", "Poisson", "Young", "partial molar", "LAM", "critical stress", "volume change", "Paris", "reference concentration for free of deformation")):
            side = name.replace("Negative electrode", "Positive electrode")
            if name.startswith("Positive electrode"):
                continue
            values.update({side: okane[name]}, check_already_exists=False)
    # the stress of silicon that takes lithium is negative, and a negative base has no power 2.2
    values.update({"Positive electrode Paris' law constant m": 2.0})
    return values


def life(job):
    """Processor time per cycle of galvanostatic cycles with one summary for each."""
    options = {**HALF_CELL, **AGEING}
    model = getattr(pybamm.lithium_ion, job["level"])(options)
    cycle = (f"Discharge at 1C until {job['low']} V", f"Charge at 1C until {job['high']} V")
    experiment = pybamm.Experiment([cycle] * job["cycles"])
    values = ageing_parameters()
    values.update({"Lower voltage cut-off [V]": job["low"] - 0.005, "Upper voltage cut-off [V]": job["high"] + 0.1})
    simulation = pybamm.Simulation(
        model,
        parameter_values=values,
        experiment=experiment,
        solver=pybamm.IDAKLUSolver(
            rtol=1e-4, atol=1e-6, options={"compile": job.get("compiled", False)}
        ),
        var_pts=mesh(job),
    )
    keep = [1, job["cycles"]]
    simulation.solve(calc_esoh=False, save_at_cycles=keep) if job["cycles"] < 60 else None
    start = time.process_time()
    solution = simulation.solve(calc_esoh=False, save_at_cycles=keep)
    ms = 1e3 * (time.process_time() - start)
    done = len(solution.summary_variables.cycle_number) if hasattr(solution.summary_variables, "cycle_number") else job["cycles"]
    return {"ms": ms / job["cycles"], "cycles": int(done), "end": float(solution.t[-1])}


if __name__ == "__main__":
    job = json.load(sys.stdin)
    print(json.dumps(globals()[job["task"]](job)))
