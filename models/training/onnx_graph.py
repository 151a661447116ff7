"""The nodes and stored tensors of an ONNX graph while it is written."""

import numpy as np
from onnx import TensorProto, helper, numpy_helper


class Graph:
    def __init__(self):
        self.nodes, self.initializers = [], []

    def constant(self, name, array, half=False):
        """A stored tensor, once for each name; `half` stores float16 and returns the name of its float32 cast."""
        if any(tensor.name in (name, f"{name}.half") for tensor in self.initializers):
            return name
        if not half:
            self.initializers.append(numpy_helper.from_array(np.asarray(array), name))
            return name
        self.initializers.append(numpy_helper.from_array(np.asarray(array, np.float16), f"{name}.half"))
        return self.add("Cast", [f"{name}.half"], name, to=TensorProto.FLOAT)

    def add(self, kind, inputs, output, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def reshape(self, source, shape, output):
        shape = [int(side) for side in shape]
        return self.add("Reshape", [source, self.constant("shape." + "x".join(map(str, shape)), np.array(shape, np.int64))], output)
