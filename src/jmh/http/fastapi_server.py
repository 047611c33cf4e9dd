"""One neuron as one would write it with FastAPI and numpy: /predict and nothing else.

uvicorn --app-dir src/jmh/http fastapi_server:app --port 18092
"""

from typing import List, Optional, Union

import numpy as np
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
models = {"fixed": (np.array([5.8, -0.1, -1.4]), -1.4)}


class PredictionRequest(BaseModel):
    modelId: Optional[str] = None
    W: Optional[List[float]] = None
    b: Optional[float] = None
    x: Union[List[float], List[List[float]]]


class PredictionResponse(BaseModel):
    predictions: List[float]
    labels: List[int]


# async, because a function that is not would be handed to a thread, which takes longer than it does.
@app.post("/predict", response_model=PredictionResponse)
async def predict(request: PredictionRequest):
    if request.modelId is not None:
        if request.modelId not in models:
            raise HTTPException(404, "There is no such model.")
        weights, bias = models[request.modelId]
    elif request.W is not None and request.b is not None:
        weights, bias = np.array(request.W), request.b
    else:
        raise HTTPException(422, "Give modelId, or W and b.")
    x = np.atleast_2d(np.array(request.x))
    if x.shape[1] != weights.size:
        raise HTTPException(422, "A row must have one value a weight.")
    predictions = 1 / (1 + np.exp(-(x @ weights + bias)))
    return {"predictions": predictions.tolist(), "labels": (predictions >= 0.5).astype(int).tolist()}
