// read_junit.mjs PARSER FILE: what a parser from npm sees in a JUnit file, as a JSON array of
// [status, suite, name, message]. Statuses are passed, failed, error and skipped as far as the parser tells them apart.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, parser, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + '/'));
const load = async (name) => import(pathToFileURL(require.resolve(name)));

const parsers = {
  junit2json: async () => {
    const { parse } = await load('junit2json');
    const report = await parse(readFileSync(file, 'utf8'));
    return report.testsuite.flatMap((suite) =>
      suite.testcase.map((test) => {
        const status = test.failure ? 'failed' : test.error ? 'error' : test.skipped ? 'skipped' : 'passed';
        const told = (test.failure ?? test.error ?? test.skipped ?? [{}])[0];
        return [status, test.classname, test.name, told.message ?? ''];
      }));
  },
  'junitxml-to-javascript': async () => {
    const Parser = require('junitxml-to-javascript');
    const report = await new Parser().parseXMLString(readFileSync(file, 'utf8'));
    const statuses = { succeeded: 'passed', failed: 'failed', skipped: 'skipped' };
    return report.testsuites.flatMap((suite) =>
      suite.testCases.map((test) => [statuses[test.result], suite.name, test.name, test.message]));
  },
  'test-results-parser': async () => {
    const { parse } = require('test-results-parser');
    const report = parse({ type: 'junit', files: [file] });
    const statuses = { PASS: 'passed', FAIL: 'failed', SKIP: 'skipped' };
    return report.suites.flatMap((suite) =>
      suite.cases.map((test) => [statuses[test.status], suite.name, test.name, test.failure ?? '']));
  },
  'junit-to-ctrf': async () => {
    const { convertJUnitToCTRFReport } = await load('junit-to-ctrf');
    const report = await convertJUnitToCTRFReport(file);
    return report.results.tests.map((test) => [test.status, test.suite[0], test.name, test.message ?? '']);
  },
};

console.log(JSON.stringify(await parsers[parser]()));
