// Values: plain data of records, as JSON has it.

export const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

export function equal(one, other) {
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((each, at) => equal(each, other[at]));
  }
  if (!isMapping(one)) return one === other;
  const keys = Object.keys(one);
  return isMapping(other) && keys.length === Object.keys(other).length
    && keys.every((key) => key in other && equal(one[key], other[key]));
}

// The members of a list of a record, each with the keys that lead to it.
export const members = (data, key) => (data[key] ?? []).map((value, at) => ({ ...value, keys: [key, at] }));
