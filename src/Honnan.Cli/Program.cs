using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;

return await new Application(AllCommands.Create).RunAsync(args);
