"""A client that is no JVM: encodes and decodes orders with the libraries that Avro and Protobuf have for Python.

usage: orders.py encode|decode avro|protobuf SCHEMA_FILE SCHEMA_ID

encode reads orders as lines of JSON and prints the values of records as lines of hexadecimal digits; decode does the
reverse. Amounts and times are texts in the JSON, so that nothing is rounded.
"""

import datetime
import decimal
import importlib
import io
import json
import pathlib
import struct
import subprocess
import sys
import tempfile

AMOUNTS = ("price", "total_amount")


class Avro:
    def __init__(self, schema_file):
        import avro.io
        import avro.schema

        self.library = avro.io
        self.schema = avro.schema.parse(schema_file.read_text(encoding="utf-8"))

    def encode(self, order):
        datum = dict(order)
        datum.update({name: decimal.Decimal(order[name]) for name in AMOUNTS})
        datum["timestamp"] = datetime.datetime.fromisoformat(order["timestamp"])
        data = io.BytesIO()
        self.library.DatumWriter(self.schema).write(datum, self.library.BinaryEncoder(data))
        return data.getvalue()

    def decode(self, data):
        source = io.BytesIO(data)
        order = self.library.DatumReader(self.schema).read(self.library.BinaryDecoder(source))
        if source.read():
            raise ValueError("bytes after the end of the order")
        order.update({name: str(order[name]) for name in AMOUNTS})
        order["timestamp"] = order["timestamp"].isoformat()
        return order


class Protobuf:
    # One byte says that the message is the first of the file.
    INDEX = b"\x00"

    def __init__(self, schema_file):
        with tempfile.TemporaryDirectory() as generated:
            options = [f"--proto_path={schema_file.parent}", f"--python_out={generated}"]
            subprocess.run(["protoc", *options, str(schema_file)], check=True)
            sys.path.insert(0, generated)
            self.message = importlib.import_module(schema_file.stem.replace("-", "_") + "_pb2").Order

    def encode(self, order):
        message = self.message(**{name: value for name, value in order.items() if name != "timestamp"})
        message.timestamp.FromDatetime(datetime.datetime.fromisoformat(order["timestamp"]))
        return self.INDEX + message.SerializeToString()

    def decode(self, data):
        if not data.startswith(self.INDEX):
            raise ValueError("not the first message of the file")
        message = self.message.FromString(data[1:])
        order = {field.name: getattr(message, field.name) for field in self.message.DESCRIPTOR.fields}
        order["timestamp"] = message.timestamp.ToDatetime(datetime.timezone.utc).isoformat()
        return order


def main(action, format_name, schema_file, schema_id):
    order_format = {"avro": Avro, "protobuf": Protobuf}[format_name](pathlib.Path(schema_file))
    prefix = struct.pack(">bI", 0, int(schema_id))
    for line in sys.stdin:
        if action == "encode":
            print((prefix + order_format.encode(json.loads(line))).hex())
        else:
            value = bytes.fromhex(line)
            if not value.startswith(prefix):
                raise ValueError(f"not schema id {schema_id}")
            print(json.dumps(order_format.decode(value[len(prefix):])))


if __name__ == "__main__":
    main(*sys.argv[1:])
