using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Honnan.Cli.CommandLine;

/// <summary>The parser's own help, and after it the command's example.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Puts it in the place of a root command's help.</summary>
    public static void AddTo(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new ExampleHelp((HelpAction)option.Action!);
    }

    /// <summary>Help is given whatever else is missing on the line.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is HonnanCommand command)
        {
            parseResult.InvocationConfiguration.Output.Write($"Example:\n  {command.Example}\n\n");
        }

        return code;
    }
}
