#!/usr/bin/python3
"""Opens results with h5py, xarray (h5netcdf and netcdf4) and ncdump: named dimensions, units, long names, texts as str.

open_result.py FILE...    says one line per file, or what is wrong (exit 1)
"""
import subprocess
import sys

import h5py
import numpy
import xarray

BARE = b"This is a netCDF dimension but not a netCDF variable."


def require(holds, what):
    if not holds:
        raise AssertionError(what)


def check_scales(file):
    """What variables say of their dimensions, dimensions say of their variables."""
    stated = {(scale.name, dataset.name, axis) for dataset in file.values() for axis, dimension in enumerate(dataset.dims) for scale in dimension.values()}
    listed = [(scale.name, file[use].name, axis) for scale in file.values() for use, axis in scale.attrs.get("REFERENCE_LIST", [])]
    require(set(listed) == stated and len(listed) == len(stated) and stated, f"scales list other variables: {set(listed) ^ stated}")


def check_h5py(path):
    """Every dataset in the root group; every axis a scale; returns the names of the variables."""
    names = []
    with h5py.File(path) as file:
        check_scales(file)
        for name, dataset in file.items():
            require(isinstance(dataset, h5py.Dataset), f"{name} is no dataset")
            scale = h5py.h5ds.is_scale(dataset.id)
            if scale and dataset.attrs["NAME"].startswith(BARE):
                continue
            names.append(name)
            for attribute in ("units", "long_name"):
                require(isinstance(dataset.attrs.get(attribute), str), f"{name} has no {attribute}")
                require(dataset.attrs[attribute] != "", f"{name}: {attribute} is empty")
            for axis, dimension in enumerate(dataset.dims):
                require(scale or len(dimension) == 1, f"{name}: axis {axis} has no name")
            if h5py.check_string_dtype(dataset.dtype):
                texts = numpy.atleast_1d(dataset.asstr()[()]).ravel()
                require(all(isinstance(text, str) for text in texts), f"{name} is no text")
            elif dataset.size >= 64:
                filters = (dataset.shuffle, dataset.compression, dataset.compression_opts, dataset.fletcher32)
                require(filters == (True, "gzip", 1, True), f"{name}: filters {filters}")
                labels = [d[0].name.strip("/") if len(d) else name for d in dataset.dims]
                chunk = tuple(1 if label == "replicate" and len(labels) > 1 else n for label, n in zip(labels, dataset.shape))
                require(dataset.chunks == chunk, f"{name}: chunks {dataset.chunks}, not {chunk}")
    return names


def check_xarray(path, engine, names):
    with xarray.open_dataset(path, engine=engine, decode_times=False) as data:
        require(set(data.variables) == set(names), f"{engine} sees {sorted(set(names) ^ set(data.variables))} otherwise")
        for name, variable in data.variables.items():
            require(not any(d.startswith("phony") for d in variable.dims), f"{engine}: {name} has unnamed dimensions")
            require({"units", "long_name"} <= set(variable.attrs), f"{engine}: {name} has no units or long_name")
            values = variable.values.ravel()
            if values.dtype == object:
                require(all(isinstance(text, str) for text in values), f"{engine}: {name} is no text")
        for name, value in data.attrs.items():
            require(not isinstance(value, bytes), f"{engine}: attribute {name} is bytes")
        return {name: variable.dims for name, variable in data.variables.items()}, dict(data.sizes), data.load()


def check_ncdump(path, names, sizes):
    seen = subprocess.run(["ncdump", "-h", path], capture_output=True, text=True)
    require(seen.returncode == 0, f"ncdump: {seen.stderr.strip()}")
    for name in names:
        require(f"\t\tstring {name}:units" in seen.stdout, f"ncdump shows no units of {name}")
    for name, size in sizes.items():
        require(f"\t{name} = {size} ;" in seen.stdout, f"ncdump shows no dimension {name} = {size}")


def check(path):
    names = check_h5py(path)
    dims, sizes, data = check_xarray(path, "h5netcdf", names)
    other_dims, other_sizes, other = check_xarray(path, "netcdf4", names)
    require((dims, sizes) == (other_dims, other_sizes), "the two engines of xarray see different dimensions")
    require(data.equals(other), "the two engines of xarray see different values")
    require(list(data.attrs) == list(other.attrs), "the two engines of xarray see different attributes")
    check_ncdump(path, names, sizes)
    return f"{len(names)} variables over {', '.join(f'{name} {size}' for name, size in sizes.items())}"


def main(paths):
    if not paths:
        print(__doc__.strip(), file=sys.stderr)
        return 64
    wrong = 0
    for path in paths:
        try:
            print(f"{path}: {check(path)}")
        except AssertionError as fault:
            wrong = 1
            print(f"{path}: {fault}", file=sys.stderr)
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
