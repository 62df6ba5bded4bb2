// Counts tests from the runners' own reports: node scripts/count-tests.mjs FOLDER [--line]
// FOLDER/expected names the reports that must be there. Prints a table, or with --line only
// "N passed, N failed, N skipped". Exits with 1 where a report is missing, something failed, or nothing ran.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
const lineOnly = process.argv.includes('--line');

/** Visual Studio test results: the counters of the run; skipped tests are those that were not executed. */
function readTrx(text) {
  const element = /<Counters\s([^>]*)\/?>/.exec(text);
  if (!element) return null;
  const counters = Object.fromEntries([...element[1].matchAll(/(\w+)="(\d+)"/g)].map(([, k, v]) => [k, Number(v)]));
  const passed = counters.passed ?? 0;
  const failed = (counters.failed ?? 0) + (counters.error ?? 0) + (counters.timeout ?? 0) + (counters.aborted ?? 0);
  // A run that was cut short leaves a report that looks complete but says so in its outcome.
  const cut = /<ResultSummary\s[^>]*outcome="(Failed|Aborted|Error|Timeout)"/.test(text) && failed === 0 ? 1 : 0;
  return { passed, failed: failed + cut, skipped: Math.max(0, (counters.total ?? 0) - passed - failed) };
}

/** Vitest's JSON report. A file that does not load has no tests, yet it is a failure. */
function readVitest(text) {
  const report = JSON.parse(text);
  const failed = report.numFailedTests ?? 0;
  return {
    passed: report.numPassedTests ?? 0,
    failed: failed === 0 && report.success === false ? Math.max(1, report.numFailedTestSuites ?? 1) : failed,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}

function read(name) {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  try {
    const text = readFileSync(path, 'utf8');
    return name.endsWith('.trx') ? readTrx(text) : readVitest(text);
  } catch {
    return null;
  }
}

const expectedPath = join(folder ?? '', 'expected');
const names = folder && existsSync(expectedPath)
  ? readFileSync(expectedPath, 'utf8').split('\n').filter((name) => name !== '')
  : [];
const total = { passed: 0, failed: 0, skipped: 0 };
const missing = [];
const rows = [];
for (const name of names) {
  const counts = read(name);
  if (counts === null) {
    missing.push(name);
    continue;
  }

  rows.push([name.replace(/\.(trx|json)$/, ''), counts]);
  for (const key of Object.keys(total)) total[key] += counts[key];
}

if (!lineOnly) {
  const cell = (value) => String(value).padStart(9);
  console.log(`${''.padEnd(22)}${['passed', 'failed', 'skipped'].map(cell).join('')}`);
  for (const [name, counts] of [...rows, ['all', total]]) {
    console.log(`${name.padEnd(22)}${[counts.passed, counts.failed, counts.skipped].map(cell).join('')}`);
  }
}

for (const name of missing) console.error(`no report: ${name}`);
if (lineOnly) console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = missing.length > 0 || total.failed > 0 || total.passed + total.failed === 0 ? 1 : 0;
