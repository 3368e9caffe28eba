using System.CommandLine;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Honnan.Data;
using Xunit;

namespace Honnan.Cli.Tests.CommandLine;

/// <summary>Exit codes and what stands on standard error, which scripts rely on.</summary>
public sealed class ApplicationTests
{
    [Fact]
    public async Task Run_MistypedCommand_ProposesTheRightOne()
    {
        (int code, string output, string error) = await RunAsync(AllCommands.Create, "inpsect", "x");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("'inpsect'", error, StringComparison.Ordinal);
        Assert.Contains("inspect", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("inspect")]
    [InlineData("inspect", "a", "b")]
    [InlineData("inspect", "a", "--jsno")]
    public async Task Run_WrongArguments_IsOneLineThatPointsToTheHelp(params string[] args)
    {
        (int code, string output, string error) = await RunAsync(AllCommands.Create, args);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("honnan inspect --help", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Run_UnusableInput_IsOneLine()
    {
        (int code, string output, string error) = await RunAsync(Failing(new InputException("first\nsecond")), "fail");
        Assert.Equal((2, "", "honnan: first second\n"), (code, output, error));
    }

    [Fact]
    public async Task Run_Bug_KeepsItsTrace()
    {
        (int code, string output, string error) = await RunAsync(Failing(new InvalidOperationException("broken")), "fail");
        Assert.Equal((1, ""), (code, output));
        Assert.Contains("System.InvalidOperationException: broken", error, StringComparison.Ordinal);
        Assert.Contains("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MemoryThatRunsOut_IsOneLine()
    {
        (int code, string output, string error) = await RunAsync(Failing(new InsufficientMemoryException()), "fail");
        Assert.Equal((2, "", "honnan: not enough memory; a smaller batch or a shorter side takes less\n"), (code, output, error));
    }

    [Fact]
    public async Task Run_HelpOfEveryCommand_HasAnExample()
    {
        string[] names = [.. AllCommands.Create(new CommandOutput(TextWriter.Null, TextWriter.Null, watched: false)).Select(command => command.Name)];
        Assert.Contains("inspect", names);
        foreach (string name in names)
        {
            (int code, string output, string error) = await RunAsync(AllCommands.Create, name, "--help");
            Assert.Equal((0, ""), (code, error));
            Assert.Contains($"honnan {name} ", output, StringComparison.Ordinal);
            Assert.Contains("Example:", output, StringComparison.Ordinal);
        }
    }

    private static Func<CommandOutput, IEnumerable<Command>> Failing(Exception error)
    {
        var command = new Command("fail");
        command.SetAction((_, _) => Task.FromException<int>(error));
        return _ => [command];
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(Func<CommandOutput, IEnumerable<Command>> commands, params string[] args)
    {
        TextWriter output = Console.Out;
        TextWriter error = Console.Error;
        using var said = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(said);
        Console.SetError(complained);
        try
        {
            return (await new Application(commands).RunAsync(args), said.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
