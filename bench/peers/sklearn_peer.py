"""scikit-learn's MLPClassifier, one epoch per call of `partial_fit`, no momentum and no penalty, float32."""
from protocol import WORK, missing, serve

try:
    import sklearn
    from sklearn.neural_network import MLPClassifier
except ImportError as error:
    missing(f"scikit-learn: {error}")
import numpy as np
from data import test_rows, training_rows

images, labels = training_rows(WORK)
classes = np.unique(labels)
model = MLPClassifier(
    hidden_layer_sizes=WORK["sizes"][1:-1],
    activation="relu",
    solver=WORK["optimizer"],
    alpha=0.0,
    batch_size=WORK["batch"],
    learning_rate_init=WORK["rate"],
    momentum=0.0,
    nesterovs_momentum=False,
    random_state=1,
)
if WORK["task"] == "predict":
    model.partial_fit(images[:1000], labels[:1000], classes)
    images, _ = test_rows(WORK)


def train(epochs):
    for _ in range(int(epochs)):
        model.partial_fit(images, labels, classes)
    if epochs < 1:
        part = int(len(images) * epochs)
        model.partial_fit(images[:part], labels[:part], classes)
    return model.loss_


def predict():
    return float(model.predict_proba(images)[0, 0])


def evaluate():
    x, truth = test_rows(WORK)
    p = model.predict_proba(x)
    return -np.log(np.maximum(p[np.arange(len(x)), truth], 1e-30)).mean(), np.mean(p.argmax(1) == truth)


serve(f"scikit-learn {sklearn.__version__}", train, predict, evaluate)
