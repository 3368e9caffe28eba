using System.Runtime.InteropServices;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Honnan.Cluster;

// To the process's end, and so never disposed: srun tells ranks to end as soon as the first one has, and what is on its way out with a
// code of its own is not to be one that was killed.
var late = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => context.Cancel = true);
int code = await new Application(AllCommands.Create).RunAsync(args);
MpiRanks.End(code);
GC.KeepAlive(late);
return code;
