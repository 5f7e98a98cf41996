// check_json.mjs FOLDER har|ctrf FILE: whether a validator from npm accepts the file; else says why and exits with 1.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [folder, kind, file] = process.argv.slice(2);
const require = createRequire(pathToFileURL(folder + '/'));
const value = JSON.parse(readFileSync(file, 'utf8'));

const checks = {
  har: async () => {
    const { har } = require('har-validator');
    await har(value);
    console.log(value.log.entries.length);
  },
  ctrf: async () => {
    const ctrf = await import(pathToFileURL(require.resolve('ctrf')));
    const told = ctrf.validate(value);
    if (!told.valid) throw told;
    console.log(value.results.tests.length);
  },
};

try {
  await checks[kind]();
} catch (error) {
  console.error(JSON.stringify(error.errors ?? error, null, 1), error.message ?? '');
  process.exit(1);
}
