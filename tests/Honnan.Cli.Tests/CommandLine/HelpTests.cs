using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Xunit;

namespace Honnan.Cli.Tests.CommandLine;

public sealed class HelpTests
{
    public static TheoryData<string> Names() => [.. Commands().Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Help_EveryCommand_EndsWithAnExampleThatTheParserTakes(string name)
    {
        Finished help = HonnanProcess.Run(name, "--help").Done();

        Assert.Equal("", help.Error);
        string[] lines = help.Output.TrimEnd().Split('\n');
        Assert.Equal("Example:", lines[^2]);
        string[] words = lines[^1].Trim().Split(' ');
        Assert.Equal(["honnan", name], words[..2]);
        var root = new RootCommand();
        Commands().ForEach(root.Add);
        Assert.Empty(root.Parse(words[1..]).Errors);
    }

    [Fact]
    public void Help_Program_ListsEveryCommandWithALine()
    {
        string help = HonnanProcess.Run("--help").Done().Output;

        Assert.All(Commands(), c => Assert.Matches($@"(?m)^  {c.Name}\b.*\S{{3}}", help));
        Assert.DoesNotContain("Example", help, StringComparison.Ordinal);
    }

    [Fact]
    public void Version_IsOneLine() => Assert.Matches(@"^\d+\.\d+\.\d+\S*\n$", HonnanProcess.Run("--version").Done().Output);

    private static List<Command> Commands() =>
        [.. AllCommands.Create(new CommandOutput(TextWriter.Null, TextWriter.Null, watched: false))];
}
