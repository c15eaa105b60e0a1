"""The peer of `Plumbline.Bench csv`: pandas' C reader on the same file (BENCH_CSV), times parsed as well."""
import json
import os
import time

import pandas

path = os.environ["BENCH_CSV"]
seconds = []
for _ in range(4):
    begun = time.perf_counter()
    frame = pandas.read_csv(path, engine="c", parse_dates=["timestamp"], float_precision="round_trip")
    assert len(frame) > 0
    seconds.append(time.perf_counter() - begun)
rate = os.path.getsize(path) / 1e6 / sorted(seconds[1:])[1]
print(json.dumps({"side": "pandas", "what": "csv whole file", "value": rate, "unit": "MB/s"}))
