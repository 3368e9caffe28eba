using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Honnan.Cluster;

int code = await new Application(AllCommands.Create).RunAsync(args);
MpiRanks.End(code);
return code;
