"""Measures plumbline-score and holds it against `./plumbline score`; prints the result page. Called by score-aot.sh."""
import json, os, statistics, subprocess, sys, time

scorer, work, lecture, rounds = os.environ["SCORER"], os.environ["WORK"], os.environ["LECTURE"], int(os.environ["ROUNDS"])
# What is fitted: the default, and every other kind of model, score and activation that a bundle may hold.
jobs = {
    "dense": "preset: dense",
    "dense, tanh, windows of 5, Mahalanobis by step": "preset: dense\nmodel: {kind: dense, window: 5, activation: tanh}\ncalibrate: {score: mahalanobisTime}\ntrain: {epochs: 3}",
    "dense, sigmoid, windows of 5, Mahalanobis by signal": "preset: dense\nmodel: {kind: dense, window: 5, activation: sigmoid}\ncalibrate: {score: mahalanobisFeature}\ntrain: {epochs: 3}",
    "lstm": "preset: lstm\nmodel: {kind: lstm, units: [16]}\ntrain: {epochs: 2}",
    "conv": "preset: conv\nmodel: {kind: conv, filters: [16, 8]}\ntrain: {epochs: 2}",
    "pca": "preset: pca",
    "pca, windows of 3, Mahalanobis by step": "preset: pca\nmodel: {kind: pca, window: 3}\ncalibrate: {score: mahalanobisTime}",
    "no model": "preset: zscore",
}
limits = {"start": 20.0, "resident": 30.0, "binary": 12.0}
failed = []
figures = open(os.environ["FIGURES"], "w")  # for budgets.py


def run(*command):
    return subprocess.run(command, check=True, capture_output=True)


def detector(name, data, rows, job):
    model = f"{work}/{name}-{list(jobs).index(job)}.plumb"
    with open(f"{work}/job.yaml", "w") as file:
        file.write(jobs[job] + "\n")
    run("./plumbline", "fit", "--data", data, "--train-rows", str(rows), "--job", f"{work}/job.yaml", "--out", model)
    return model


def start(model, data):
    """Milliseconds from the call until the first score is read; standard output is a pipe."""
    begun = time.perf_counter()
    with subprocess.Popen([scorer, model, data], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        process.stdout.readline()
        process.stdout.readline()
        taken = time.perf_counter() - begun
        process.stdout.read()
    return taken * 1000


def resident(*arguments):
    """Peak in MB and seconds, by GNU time."""
    subprocess.run(["/usr/bin/time", "-f", "%M %e", "-o", f"{work}/time", scorer, *arguments], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    kilobytes, seconds = open(f"{work}/time").read().split()
    return int(kilobytes) * 1.024 / 1000, float(seconds)


def check(what, value, limit, unit="MB"):
    figures.write(json.dumps({"side": "plumbline", "what": what, "value": value, "unit": unit}) + "\n")
    if value > limit:
        failed.append(f"{what} is {value:.1f}, at most {limit:g}")


def compare(model, data):
    """Rows whose bytes differ, and verdicts that do."""
    run(scorer, model, data, "--scores", f"{work}/aot.csv", "--verdicts", f"{work}/aot.jsonl")
    document = json.loads(run("./plumbline", "score", "--model", model, "--data", data, "--out", f"{work}/jit.csv", "--json").stdout)
    aot, jit = open(f"{work}/aot.csv").readlines(), open(f"{work}/jit.csv").readlines()
    rows = sum(a != b for a, b in zip(aot, jit)) + abs(len(aot) - len(jit))
    ours = sorted(json.dumps(json.loads(line), sort_keys=True) for line in open(f"{work}/aot.jsonl"))
    theirs = sorted(json.dumps(verdict, sort_keys=True) for verdict in document["verdicts"])
    verdicts = len(set(ours) ^ set(theirs)) + abs(len(ours) - len(theirs))
    if rows or verdicts:
        failed.append(f"{model}: {rows} rows and {verdicts} verdicts differ")
    return len(jit) - 1, rows, len(theirs), verdicts


fleet = f"{work}/demo/fleet.csv"
sources = [("demo fleet, 24 signals", "fleet", fleet, 2000)]
if os.path.exists(lecture):
    sources.append(("hpc.csv, 159 signals", "hpc", lecture, 3000))

print("# plumbline-score, compiled ahead of time\n")
print(f"{os.environ['CPU']}, {time.strftime('%Y-%m-%d', time.gmtime())}, .NET {os.environ['NET']}; {rounds} starts each.\n")
print("| what | figure | at most |\n|---|---:|---:|")
size = os.path.getsize(scorer) / 1e6
check("binary", size, limits["binary"])
print(f"| binary, symbols stripped, MB | {size:.2f} | {limits['binary']:g} |")
for label, name, data, rows in sources:
    model = detector(name, data, rows, "dense")
    one = f"{work}/one-{name}.csv"
    with open(data) as text, open(one, "w") as target:
        target.writelines([text.readline(), text.readline()])
    start(model, one)
    times = sorted(start(model, one) for _ in range(rounds))
    middle = statistics.median(times)
    check(f"start, {label}", middle, limits["start"], "ms")
    print(f"| dense, {label}: start to first score, ms, median (lowest .. 90 of 100) | {middle:.1f} ({times[0]:.1f} .. {times[int(0.9 * rounds)]:.1f}) | {limits['start']:g} |")
    peak, _ = resident(model, one)
    check(f"resident, {label}", peak, limits["resident"])
    print(f"| dense, {label}: resident, one row, MB | {peak:.1f} | {limits['resident']:g} |")
    peak, seconds = resident(model, data)
    check(f"resident, {label}, whole file", peak, limits["resident"])
    count = sum(1 for _ in open(data)) - 1
    print(f"| dense, {label}: resident, whole file of {count} rows in {seconds:.2f} s, MB | {peak:.1f} | {limits['resident']:g} |")

print("\nAgainst `./plumbline score` (compiled as it runs, on the same machine): rows and verdicts that differ in any byte.\n")
print("| data | detector | rows | differ | verdicts | differ |\n|---|---|---:|---:|---:|---:|")
for label, name, data, rows in sources:
    for job in jobs:
        scored, different, verdicts, differing = compare(detector(name, data, rows, job), data)
        print(f"| {label} | {job} | {scored} | {different} | {verdicts} | {differing} |")

if failed:
    print("\n" + "\n".join(f"Missed: {line}." for line in failed))
sys.exit(1 if failed else 0)
