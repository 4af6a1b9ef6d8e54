#!/usr/bin/env python3
"""Checks an exported claimlog log, without claimlog.

    claimlog export jsonl --log > log.jsonl
    python3 log_check.py log.jsonl                          entries, commitments, root
    python3 log_check.py log.jsonl --checkpoint FILE        and that it extends a checkpoint
    python3 log_check.py --vectors schema/log-vectors.json  this script against the test vectors

Needs Python 3.8 or later and nothing else. Written from schema/log.md alone: it shares no code with
claimlog, so that an error in one shows as a disagreement of the two.

Prints `ok N entries, root HEX` and exits 0; or names the first bad line on stderr and exits 1. What
it shows and what it cannot show is said in schema/log.md.
"""

import argparse
import base64
import binascii
import functools
import hashlib
import json
import re
import sys

TAG = b"claimlog-entry-1\n"
TAG_CORRECTED = b"claimlog-entry-2\n"
MAX_INTEGER = 2**53 - 1


class Fault(Exception):
    """Something that does not hold, in words."""


def sha256(data):
    return hashlib.sha256(data).digest()


# --- JSON in: integers only, no key twice --------------------------------------------------------


def refuse_number(text):
    raise Fault(f"the number {text} is not an integer")


def read_integer(text):
    # A number that is too long is not even converted: that could take very long.
    number = int(text) if len(text) <= 17 else MAX_INTEGER + 1
    if text == "-0" or not -MAX_INTEGER <= number <= MAX_INTEGER:
        raise Fault(f"the integer {text[:40]} is -0 or beyond 2^53-1")
    return number


def read_object(members):
    result = dict(members)
    if len(result) != len(members):
        keys = [key for key, _ in members]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Fault(f"the key {twice!r} twice in one object")
    return result


DECODER = json.JSONDecoder(
    object_pairs_hook=read_object,
    parse_int=read_integer,
    parse_float=refuse_number,
    parse_constant=refuse_number,
)


def read_json(data):
    """Reads JSON from bytes."""
    try:
        return DECODER.decode(data.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Fault(f"not JSON in UTF-8: {error}") from None
    except RecursionError:
        raise Fault("nested too deeply") from None


# --- JSON out: the canonical form, RFC 8785 ------------------------------------------------------

SPECIAL = re.compile(r'[\x00-\x1f"\\]')
SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def escape(match):
    return SHORT.get(match[0]) or f"\\u{ord(match[0]):04x}"


def quote(text):
    return '"' + (SPECIAL.sub(escape, text) if SPECIAL.search(text) else text) + '"'


@functools.lru_cache(maxsize=4096)
def in_order(keys):
    """Keys in the order of their UTF-16 code units, with their texts; few sets of keys occur."""
    ordered = sorted(keys, key=lambda key: key.encode("utf-16-be"))
    return [(key, quote(key) + ":") for key in ordered]


def write_json(value, strings):
    """The canonical text of a value; adds the strings that stand in it as values to `strings`."""
    if isinstance(value, str):
        strings.add(value)
        return quote(value)
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ",".join([write_json(element, strings) for element in value]) + "]"
    if isinstance(value, dict):
        keys = in_order(tuple(value))
        return "{" + ",".join([text + write_json(value[key], strings) for key, text in keys]) + "}"
    raise Fault(f"a value of type {type(value).__name__}")


def canonical(value):
    """The canonical bytes of a value, and the strings that stand in it as values."""
    strings = set()
    try:
        return write_json(value, strings).encode("utf-8"), strings
    except UnicodeEncodeError:
        raise Fault("half of a surrogate pair, which is no character") from None
    except RecursionError:
        raise Fault("nested too deeply") from None


# --- The tree, RFC 6962 section 2.1 --------------------------------------------------------------


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def left_width(width):
    """The largest power of two below `width`."""
    return 1 << (width - 1).bit_length() - 1


def root(leaves, start=0, end=None):
    """The hash over leaves[start:end]; over all of them, the root."""
    end = len(leaves) if end is None else end
    if end == start:
        return sha256(b"")
    if end == start + 1:
        return leaves[start]
    middle = start + left_width(end - start)
    return node_hash(root(leaves, start, middle), root(leaves, middle, end))


def inclusion_proof(leaves, index):
    if len(leaves) == 1:
        return []
    k = left_width(len(leaves))
    if index < k:
        return inclusion_proof(leaves[:k], index) + [root(leaves[k:])]
    return inclusion_proof(leaves[k:], index - k) + [root(leaves[:k])]


def consistency_proof(leaves, old, whole=True):
    if old == len(leaves):
        return [] if whole else [root(leaves)]
    k = left_width(len(leaves))
    if old <= k:
        return consistency_proof(leaves[:k], old, whole) + [root(leaves[k:])]
    return consistency_proof(leaves[k:], old - k, False) + [root(leaves[:k])]


def root_from_inclusion(leaf, index, size, proof):
    """The root that an inclusion proof leads to; None when it has the wrong length."""
    if not 0 <= index < size:
        return None
    last, computed = size - 1, leaf
    for other in proof:
        if last == 0:
            return None
        if index % 2 == 1 or index == last:
            computed = node_hash(other, computed)
            while index % 2 == 0 and index != 0:  # Levels at which this node has no neighbour.
                index, last = index >> 1, last >> 1
        else:
            computed = node_hash(computed, other)
        index, last = index >> 1, last >> 1
    return computed if last == 0 else None


def roots_from_consistency(old, new, old_root, proof):
    """The two roots that a consistency proof leads to; None when it has the wrong length."""
    if not 0 < old <= new:
        return None
    if old == new:
        return (old_root, old_root) if not proof else None
    proof = list(proof)
    if old & (old - 1) == 0:  # The old tree is a subtree of the new one, its root is not sent.
        proof.insert(0, old_root)
    if not proof:
        return None
    index, last = old - 1, new - 1
    while index % 2 == 1:
        index, last = index >> 1, last >> 1
    old_computed = new_computed = proof[0]
    for other in proof[1:]:
        if last == 0:
            return None
        if index % 2 == 1 or index == last:
            old_computed = node_hash(other, old_computed)
            new_computed = node_hash(other, new_computed)
            while index % 2 == 0 and index != 0:
                index, last = index >> 1, last >> 1
        else:
            new_computed = node_hash(new_computed, other)
        index, last = index >> 1, last >> 1
    return (old_computed, new_computed) if last == 0 else None


# --- Checkpoints, C2SP tlog-checkpoint -----------------------------------------------------------


def read_checkpoint(data):
    """Origin, size and root of a checkpoint without its signatures."""
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise Fault("the checkpoint is not UTF-8") from None
    if len(lines) != 4 or lines[3] != "":
        raise Fault("a checkpoint has three lines, each ended by a line feed")
    origin, size, root_text, _ = lines
    if not origin or re.search(r"[\s+\x00-\x1f\x7f-\x9f]", origin):
        raise Fault("the origin is empty, or has a blank, a control character or a plus")
    if not re.fullmatch(r"0|[1-9][0-9]{0,19}", size) or int(size) >= 2**64:
        raise Fault("the size is no decimal number below 2^64 without leading zeros")
    try:
        root_bytes = base64.b64decode(root_text, validate=True)
    except (ValueError, binascii.Error):
        root_bytes = b""
    if len(root_bytes) != 32 or base64.b64encode(root_bytes).decode() != root_text:
        raise Fault("the root is not 32 bytes in base64")
    if size == "0" and root_bytes != sha256(b""):
        raise Fault("a log without entries has the root of the empty tree")
    return origin, int(size), root_bytes


# --- The export ----------------------------------------------------------------------------------


def member(container, key, kind):
    """A member of an object, which must be there and of that type."""
    value = container.get(key) if isinstance(container, dict) else None
    if type(value) is not kind:
        raise Fault(f"{key!r} is missing or not of type {kind.__name__}")
    return value


def read_hex(text, length):
    if not re.fullmatch(f"[0-9a-f]{{{2 * length}}}", text):
        raise Fault(f"{text[:80]!r} is not {length} bytes in lower-case hexadecimal digits")
    return bytes.fromhex(text)


def check_header(line):
    """Size and root that the export claims."""
    header = read_json(line)
    if member(header, "format", int) != 1:
        raise Fault(f"format {header['format']} is unknown to this script")
    log = member(header, "log", dict)
    return member(log, "size", int), read_hex(member(log, "root", str), 32)


def read_opening(opening):
    """The bytes that a commitment is over, behind its salt: a text, or the digest of a snapshot."""
    if "sha256" in opening:
        if "value" in opening:
            raise Fault("an opening with both a value and a SHA-256")
        return read_hex(member(opening, "sha256", str), 32)
    try:
        return member(opening, "value", str).encode("utf-8")
    except UnicodeEncodeError:
        raise Fault("half of a surrogate pair, which is no character") from None


def tag_of(record):
    """The tag of an entry: another one where it has the day on which the source corrected itself."""
    if "corrected_on" not in record:
        return TAG
    if not isinstance(record["corrected_on"], str) or record.get("cause") != "source_revised":
        raise Fault("corrected_on is not the day of a correction by the source")
    return TAG_CORRECTED


def check_entry(line, number):
    """Checks one entry and returns its leaf hash."""
    record = read_json(line)
    if member(record, "entry", int) != number:
        raise Fault(f"entry {record['entry']} where entry {number} is due")
    revision = member(record, "canonical", dict)
    text, strings = canonical(revision)
    leaf = leaf_hash(tag_of(revision) + text)
    if leaf != read_hex(member(record, "leaf", str), 32):
        raise Fault(f"the leaf of entry {number} is {leaf.hex()}, not {record['leaf']}")
    for commitment, opening in member(record, "values", dict).items():
        salt = read_hex(member(opening, "salt", str), 16)
        value = read_opening(opening)
        if sha256(salt + value) != read_hex(commitment, 32):
            raise Fault(f"salt and value of entry {number} do not give the commitment {commitment}")
        if commitment not in strings:
            raise Fault(f"entry {number} does not hold the commitment {commitment}")
    return leaf


def check_export(lines):
    """Checks an export line by line and returns the leaves and their root."""
    number, leaves = 0, []
    try:
        for number, line in enumerate(lines, 1):
            if number == 1:
                size, expected = check_header(line)
            else:
                leaves.append(check_entry(line, number - 2))
        if number == 0:
            number = 1
            raise Fault("there is no header")
        if len(leaves) != size:
            number = min(size, len(leaves)) + 2
            raise Fault(f"the header says {size} entries, the file has {len(leaves)}")
        number, computed = 1, root(leaves)
        if computed != expected:
            raise Fault(f"the root is {computed.hex()}, not {expected.hex()}")
    except Fault as fault:
        raise Fault(f"line {number}: {fault}") from None
    return leaves, computed


def check_prefix(leaves, size, expected):
    """Checks that the log begins with the log of a checkpoint."""
    if size > len(leaves):
        raise Fault(f"the checkpoint has {size} entries, the log only {len(leaves)}")
    computed = root(leaves, 0, size)
    if computed != expected:
        raise Fault(
            f"the log was rewritten since the checkpoint: the root of its first {size} entries "
            f"is {computed.hex()}, not {expected.hex()}"
        )


# --- The test vectors ----------------------------------------------------------------------------


def refused(function, *arguments):
    try:
        function(*arguments)
    except Fault:
        return True
    return False


def vector_results(vectors):
    """Pairs of a name and whether this script agrees."""
    for case in vectors["canonical"]:
        text, _ = canonical(read_json(case["input"].encode()))
        yield f"canonical {case['name']}", text == case["canonical"].encode()
    for case in vectors["refused"]:
        read = lambda data: canonical(read_json(data))
        yield f"refused {case['name']}", refused(read, case["input"].encode())
    yield "tag", vectors["tag"].encode() == TAG
    yield "tag with corrected_on", vectors["tag_with_corrected_on"].encode() == TAG_CORRECTED
    for case in vectors["entries"]:
        revision = read_json(case["canonical"].encode())
        text, _ = canonical(revision)
        yield f"entry {case['name']} text", text == case["canonical"].encode()
        yield f"entry {case['name']} leaf", leaf_hash(tag_of(revision) + text).hex() == case["leaf"]
    for case in vectors["commitments"]:
        data = bytes.fromhex(case["salt"]) + case["value"].encode()
        yield f"commitment {case['name']}", sha256(data).hex() == case["commitment"]
    for case in vectors["checkpoints"]:
        origin, size, root_bytes = read_checkpoint(case["text"].encode())
        same = (origin, str(size), root_bytes.hex()) == (case["origin"], case["size"], case["root"])
        yield f"checkpoint {case['origin']}", same
    for case in vectors["refused_checkpoints"]:
        name = f"refused checkpoint {case['name']}"
        yield name, refused(read_checkpoint, case["text"].encode())
    yield from tree_results(vectors["tree"])


def tree_results(tree):
    leaves = [leaf_hash(bytes.fromhex(entry)) for entry in tree["entries"]]
    yield "leaves", [leaf.hex() for leaf in leaves] == tree["leaves"]
    roots = [root(leaves, 0, size).hex() for size in range(len(leaves) + 1)]
    yield "roots", roots == tree["roots"]
    for case in tree["inclusion"]:
        index, size = case["index"], case["size"]
        proof = [hash.hex() for hash in inclusion_proof(leaves[:size], index)]
        yield f"inclusion of {index} in {size}", proof == case["proof"]
        proof = [bytes.fromhex(hash) for hash in case["proof"]]
        computed = root_from_inclusion(leaves[index], index, size, proof)
        yield f"inclusion of {index} in {size} holds", computed.hex() == roots[size]
    for case in tree["consistency"]:
        old, new = case["old"], case["new"]
        proof = [hash.hex() for hash in consistency_proof(leaves[:new], old)]
        yield f"consistency of {old} and {new}", proof == case["proof"]
        proof = [bytes.fromhex(hash) for hash in case["proof"]]
        computed = roots_from_consistency(old, new, bytes.fromhex(roots[old]), proof)
        same = [hash.hex() for hash in computed] == [roots[old], roots[new]]
        yield f"consistency of {old} and {new} holds", same


def check_vectors(vectors):
    count = 0
    for name, agrees in vector_results(vectors):
        if not agrees:
            raise Fault(f"test vector {name!r}: this script disagrees")
        count += 1
    print(f"ok {count} checks of test vectors")


# --- The command line ----------------------------------------------------------------------------


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    parser = argparse.ArgumentParser(description="Checks an exported claimlog log.")
    parser.add_argument("export", nargs="?", help="file in JSON Lines, or - for standard input")
    parser.add_argument("--checkpoint", metavar="FILE", help="a checkpoint to be extended")
    parser.add_argument("--vectors", metavar="FILE", help="check this script against test vectors")
    options = parser.parse_args()
    if (options.export is None) == (options.vectors is None):
        parser.error("name either an export or --vectors")
    try:
        if options.vectors is not None:
            check_vectors(read_json(read_file(options.vectors)))
            return 0
        if options.export == "-":
            leaves, computed = check_export(sys.stdin.buffer)
        else:
            with open(options.export, "rb") as file:
                leaves, computed = check_export(file)
        if options.checkpoint is not None:
            origin, size, expected = read_checkpoint(read_file(options.checkpoint))
            check_prefix(leaves, size, expected)
        print(f"ok {len(leaves)} entries, root {computed.hex()}")
        if options.checkpoint is not None:
            print(f"ok begins with the {size} entries of the checkpoint of {origin!a}")
        return 0
    except (Fault, OSError) as error:
        print(f"log_check: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
