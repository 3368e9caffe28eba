using System.Text.RegularExpressions;
using Xunit;

namespace Honnan.Cli.Tests.Commands;

/// <summary>What a person sees: the program inside a pseudo-terminal, by util-linux's <c>script</c>.</summary>
[Trait("Category", "end-to-end")]
public sealed class TerminalTests(Curated curated) : IClassFixture<Curated>
{
    [Theory]
    [InlineData("none")]
    [InlineData("body")]
    public void Train_InATerminal_ShowsABarFiguresAndTheCurve(string freeze)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "there is no 'script' to make a terminal with");
        string line = string.Join(' ', curated.Train($"seen-{freeze}", "--set", $"training.freeze={freeze}").Prepend(HonnanProcess.Program));
        using HonnanProcess process = HonnanProcess.StartOther("/usr/bin/script", "-qec", $"export TERM=xterm-256color; stty rows 30 columns 100; {line}", "/dev/null");

        string seen = process.Wait().Done().Output;

        Assert.Contains("\u001b[", seen, StringComparison.Ordinal); // it is a terminal to the program
        Assert.Contains(freeze == "body" ? "computing features" : "training", seen, StringComparison.Ordinal);
        Assert.Contains("━━━", seen, StringComparison.Ordinal);
        Assert.Matches(@"step \d+ of \d+, epoch \d\.\d\d", seen);
        Assert.Matches(@"loss \d\.\d{3}, top-1 \d+ %, validation \d\.\d{3}, top-1 \d+\.\d %", seen);
        Assert.Matches(@"[\d.]+ pictures/s, \d:\d\d left", seen);
        Assert.Contains("▇ training loss", seen, StringComparison.Ordinal);
        Assert.Contains("; run in ", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void Train_InANarrowTerminal_BreaksNoPhrase()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "there is no 'script' to make a terminal with");
        string line = string.Join(' ', curated.Train("seen-narrow", "--set", "training.epochs=0.5").Prepend(HonnanProcess.Program));
        using HonnanProcess process = HonnanProcess.StartOther("/usr/bin/script", "-qec", $"export TERM=xterm-256color; stty rows 30 columns 60; {line}", "/dev/null");

        string seen = Regex.Replace(process.Wait().Done().Output, "\u001b\\[[0-9;?]*[A-Za-z]", "", RegexOptions.None, TimeSpan.FromSeconds(10));

        Assert.Matches(@"(?m)training ━+ +\d+ %  step \d of \d(, epoch \d\.\d\d)? *\r?$", seen);
        Assert.Matches(@"(?m)^loss \d\.\d{3}, top-1 \d+ %", seen);
        Assert.Matches(@"(?m)^validation \d\.\d{3}, top-1 [\d.]+ % \(step \d\)", seen);
    }

    [Fact]
    public void Import_InATerminal_ShowsABar()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "there is no 'script' to make a terminal with");
        using HonnanProcess process = HonnanProcess.StartOther(
            "/usr/bin/script", "-qec", $"export TERM=xterm-256color; stty rows 30 columns 100; {HonnanProcess.Program} import {curated.Data} -o {curated.Folder.At("seen")}", "/dev/null");

        string seen = process.Wait().Done().Output;

        Assert.Contains("importing", seen, StringComparison.Ordinal);
        Assert.Contains("43 of 43 pictures", seen, StringComparison.Ordinal);
    }
}
