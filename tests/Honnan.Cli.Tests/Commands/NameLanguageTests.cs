using System.CommandLine;
using Honnan.Cli.Commands;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

public sealed class NameLanguageTests
{
    [Theory]
    [InlineData("", false, "", false)]
    [InlineData("", false, "LANG=hu_HU.UTF-8", true)]
    [InlineData("", false, "LANG=hu", true)]
    [InlineData("", false, "LANG=hu_HU.UTF-8 LC_ALL=en_GB.UTF-8", false)]
    [InlineData("", false, "LANG=en_GB.UTF-8 LC_MESSAGES=hu_HU LC_ALL=", true)]
    [InlineData("", false, "LANG=de_DE.UTF-8", false)]
    [InlineData("", false, "LANG=hup_US", false)] // Hupa
    [InlineData("", true, "LANG=hu_HU.UTF-8", false)]
    [InlineData("--language hu", true, "", true)]
    [InlineData("--language en", false, "LANG=hu_HU.UTF-8", false)]
    public void IsHungarian_LineAndEnvironment_FollowsTheLineThenTheSystemButNotInDocuments(string line, bool document, string environment, bool expected)
    {
        var language = new NameLanguage();
        var command = new Command("predict");
        command.Options.Add(language.Option);
        Dictionary<string, string> variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(expected, language.IsHungarian(command.Parse(line), document, variables.GetValueOrDefault));
    }
}
