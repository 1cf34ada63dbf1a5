"""
scikit-learn's side of compare-sklearn.ts: reads a table, its splits and hyperparameters as JSON from stdin, fits
SimpleImputer, StandardScaler and OneHotEncoder on the training rows, trains MLPClassifier or MLPRegressor and writes
the test figures of each split as JSON.
"""
import json, sys, warnings
import numpy, pandas, sklearn
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.exceptions import ConvergenceWarning
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.metrics import accuracy_score, mean_absolute_error, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

# all epochs are wanted, which scikit-learn takes for no convergence
warnings.filterwarnings("ignore", category=ConvergenceWarning)
task = json.load(sys.stdin)
frame = pandas.read_csv(task["path"])
target = frame.pop(task["target"])
is_regression = pandas.api.types.is_numeric_dtype(target)
numbers = [name for name in frame if pandas.api.types.is_numeric_dtype(frame[name])]
texts = [name for name in frame if name not in numbers]
# a missing text is no category of its own, as ours: zeros throughout
frame[texts] = frame[texts].fillna("")


def network(seed):
    kind = MLPRegressor if is_regression else MLPClassifier
    return kind(hidden_layer_sizes=task["hidden"], activation="relu", solver="adam", alpha=0,
                learning_rate_init=task["learningRate"], batch_size=task["batchSize"], max_iter=task["epochs"],
                tol=0, n_iter_no_change=task["epochs"] + 1, early_stopping=False, shuffle=True, random_state=seed)


def pipeline(seed, train):
    # indicators stay 0 and 1, as ours: only the numbers are scaled
    scaled = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    marks = MissingIndicator(features="missing-only", error_on_new=False)
    levels = [sorted(set(frame[name].iloc[train]) - {""}) for name in texts]
    one_hot = OneHotEncoder(categories=levels, handle_unknown="ignore")
    prepare = ColumnTransformer([("numbers", scaled, numbers), ("marks", marks, numbers),
                                 ("texts", one_hot, texts)], sparse_threshold=0)
    model = network(seed)
    if is_regression:
        model = TransformedTargetRegressor(model, transformer=StandardScaler())
    return make_pipeline(prepare, model)


figures = []
for split in task["splits"]:
    train, test = split["train"], split["test"]
    model = pipeline(split["seed"], train).fit(frame.iloc[train], target.iloc[train])
    told = model.predict(frame.iloc[test])
    truth = target.iloc[test]
    figures.append({"rSquared": r2_score(truth, told), "meanAbsoluteError": mean_absolute_error(truth, told)}
                   if is_regression else {"accuracy": accuracy_score(truth, told)})
versions = {"scikit-learn": sklearn.__version__, "NumPy": numpy.__version__, "pandas": pandas.__version__}
json.dump({"versions": versions, "splits": figures}, sys.stdout)
