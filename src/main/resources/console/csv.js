/**
 * Reads CSV as RFC 4180 has it.
 * @param {string} text records of fields, quoted where they hold a comma, a quote or a line break
 * @returns {string[][]} the records
 */
export function parseCsv(text) {
  const records = [];
  let record = [];
  const fields = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  while (fields.lastIndex < text.length) {
    const [, quoted, plain, end] = fields.exec(text) ?? [];
    if (end === undefined) throw new Error(`This is no CSV: ${text.slice(0, 40)}`);
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') {
      records.push(record);
      record = [];
    } else if (fields.lastIndex === text.length) {
      record.push('');
    }
  }
  if (record.length) records.push(record);
  return records;
}
