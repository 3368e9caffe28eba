using System.Runtime.InteropServices;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Honnan.Cluster;

// srun tells ranks to end as soon as the first one has, and what is on its way out with a code of its own is not to be one that was
// killed. Registered when the command's own handler is, and so never alone while it runs; kept to the process's end.
PosixSignalRegistration? late = null;
int code = await new Application(AllCommands.Create, () => late = PosixSignalRegistration.Create(PosixSignal.SIGTERM, LateSignals.Handle)).RunAsync(args);
LateSignals.IsOver(code);
MpiRanks.End(code);
GC.KeepAlive(late);
return code;
