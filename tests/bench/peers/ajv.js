// Ajv as bench_validate is called: ajv.js check WORKLOAD | run WORKLOAD SECONDS
const Ajv = require('ajv/dist/2020');

const [task, path, seconds] = process.argv.slice(2);
const workload = JSON.parse(require('fs').readFileSync(path));
const milliseconds = () => { const used = process.cpuUsage(); return (used.user + used.system) / 1000; };

function compiled(schema) {
  try {
    // Of its own: the schemas of a workload may share an `$id`.
    return new Ajv({strict: false, validateFormats: false, logger: false, validateSchema: false}).compile(schema);
  } catch (fault) {
    return null;
  }
}

// A schema that refers to itself may be without end for Ajv.
function verdict(fits, value) {
  try {
    return fits && fits(value);
  } catch (fault) {
    return null;
  }
}

const start = milliseconds();
const schemas = workload.map(({schema, instances}) => [compiled(schema), instances]);
const compiling = (milliseconds() - start) / 1000;

if (task === 'check') {
  console.log(JSON.stringify(schemas.map(([fits, instances]) => instances.map(value => verdict(fits, value)))));
} else {
  const cases = schemas.flatMap(([fits, instances]) => instances.map(value => [fits, value]));
  const rounds = limit => {
    let count = 0;
    const began = milliseconds();
    while (milliseconds() - began < limit * 1000) {
      for (const [fits, value] of cases) for (let i = 0; i < 500; ++i) fits(value);
      count += 500;
    }
    return count * cases.length / ((milliseconds() - began) / 1000);
  };
  rounds(seconds / 2);  // the compiler of V8 warms up
  console.log(JSON.stringify({rate: Math.round(rounds(seconds)), compiling}));
}
