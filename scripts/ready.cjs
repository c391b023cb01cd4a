// Makes a fresh clone ready: the packages of package-lock.json installed, the sources compiled. Does nothing
// when both are current. Plain old JavaScript, so that a Node that is too old can still say so.
var fs = require('fs');
var path = require('path');
var childProcess = require('child_process');

var root = path.join(__dirname, '..');
var inRoot = (name) => path.join(root, name);

var version = process.versions.node.split('.').map(Number);
if (version[0] < 20 || (version[0] === 20 && version[1] < 19)) {
  console.error(`Caseline needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  console.error('Install a newer one from https://nodejs.org and run the same command again.');
  process.exit(1);
}

function run(what, command, args) {
  console.log(`caseline: ${what}`);
  var result = childProcess.spawnSync(command, args, {
    cwd: root,

    // Everything to standard error: standard output belongs to the command that this makes ready.
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(`caseline: \`${command} ${args.join(' ')}\` failed; what it printed above says why.`);
    process.exit(result.status || 1);
  }
}

function modified(name) {
  try {
    return fs.statSync(inRoot(name)).mtimeMs;
  } catch (_missing) {
    return 0;
  }
}

function newestIn(folder) {
  return fs.readdirSync(inRoot(folder), { withFileTypes: true }).reduce((newest, entry) => {
    var name = `${folder}/${entry.name}`;
    return Math.max(newest, entry.isDirectory() ? newestIn(name) : modified(name));
  }, modified(folder));
}

// npm writes this file at the end of every install.
if (modified('node_modules/.package-lock.json') < modified('package-lock.json'))
  run('installing packages (the first time compiles SQLite, which can take two minutes)', 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
  ]);

var stamp = 'dist/.built';
if (
  modified(stamp) <
  Math.max(
    newestIn('src'),
    newestIn('web'),
    modified('package-lock.json'),
    modified('tsconfig.json'),
    modified('tsconfig.build.json'),
  )
) {
  fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  run('compiling', 'npm', ['run', '--silent', 'build']);
  fs.writeFileSync(inRoot(stamp), '');
}
