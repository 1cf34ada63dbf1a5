"""
A peer's side of the line protocol. The first argument is the work, as JSON; the first line told is {"ready": versions} or
{"missing": reason}; then each line asked, "train EPOCHS", "predict CALLS" or "evaluate", is answered by a line of JSON.
"""
import json, os, sys, time

WORK = json.loads(sys.argv[1])
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[name] = str(WORK["threads"])  # read when the library is loaded: import this module first


def tell(answer):
    print(json.dumps(answer), flush=True)


def missing(reason):
    tell({"missing": reason})
    sys.exit(0)


def serve(ready, train, predict, evaluate):
    """train(epochs) -> mean loss; predict() -> something of the predictions; evaluate() -> (loss, accuracy)."""
    tell({"ready": ready})
    for line in sys.stdin:
        command, _, amount = line.strip().partition(" ")
        begin = time.perf_counter()
        if command == "train":
            loss = train(float(amount))
            tell({"seconds": time.perf_counter() - begin, "loss": float(loss)})
        elif command == "predict":
            total = 0.0
            for _ in range(int(amount)):
                total += predict()
            tell({"seconds": time.perf_counter() - begin, "loss": float(total)})
        else:
            loss, accuracy = evaluate()
            tell({"loss": float(loss), "accuracy": float(accuracy)})
