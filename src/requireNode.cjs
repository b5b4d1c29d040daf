// Run first by every npm script, also by an old Node: ES5 only.
var major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  console.error(
    "Liangzheng needs Node 24 or newer, and this is " + process.version + ": please install it from nodejs.org and run the command again."
  );
  process.exit(1);
}
