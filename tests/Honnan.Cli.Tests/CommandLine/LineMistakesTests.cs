using System.CommandLine;
using System.Diagnostics;
using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Xunit;

namespace Honnan.Cli.Tests.CommandLine;

public sealed class LineMistakesTests
{
    [Theory]
    [InlineData("", "name a command: demo, draw, import, ")]
    [InlineData("trian", "unknown command 'trian'; did you mean 'train'? (known: demo, draw, import, curate, train, ")]
    [InlineData("xyzzy --json", "unknown command 'xyzzy' (known: ")]
    [InlineData("--hlp", "unknown option '--hlp'; did you mean '--help'?")]
    [InlineData("train e.json --dta selection -o run", "unknown option '--dta'; did you mean '--data'?; Option '--data' is required (see honnan train --help)")]
    [InlineData("train e.json --data selection", "Option '--output' is required (see honnan train --help)")]
    [InlineData("train --data selection -o run", "Required argument 'EXPERIMENT.json' missing (see honnan train --help)")]
    [InlineData("train a.json b.json --data selection -o run", "'b.json' is one argument too many")]
    [InlineData("train e.json --data selection -o run --threads many", "--threads must be a whole number from 0 to THREADS, not 'many'")]
    [InlineData("train e.json --data selection -o run --threads -1", "--threads must be a whole number from 0 to THREADS, not '-1'")]
    [InlineData("train e.json --data selection -o", "Required argument missing for option: '-o'")]
    [InlineData("import", "Option '--output' is required; Required argument 'DATA.json' missing (see honnan import --help)")]
    [InlineData("curate c -o s --seed x", "--seed must be a whole number, not 'x' (see honnan curate --help)")]
    [InlineData("explain m p.jpg -o o --limit x", "--limit must be a whole number, not 'x'")]
    [InlineData("inspect", "Required argument 'FILE' missing")]
    [InlineData("inspect f --value", "unknown option '--value'; did you mean '--values'?")]
    [InlineData("benchmark --mode foo", "--mode 'foo' is unknown (known: infer, train, front, explain)")]
    [InlineData("benchmark --mode Trian", "--mode 'Trian' is unknown; did you mean 'train'?")]
    [InlineData("benchmark --mode 1", "--mode '1' is unknown (known: infer, train, front, explain)")]
    [InlineData("benchmark --precision float16", "--precision 'float16' is unknown; did you mean 'bfloat16'? (known: auto, float32, bfloat16)")]
    [InlineData("benchmark --engine tensorflow", "--engine 'tensorflow' is unknown (known: torch, torch-stock, onnx, onnx-int8)")]
    [InlineData("benchmark --batch 0", "--batch must be a whole number from 1 to 1024, not '0'")]
    [InlineData("benchmark --batch 1.5", "--batch must be a whole number")]
    [InlineData("benchmark --steps 99999999999", "--steps must be a whole number from 1 to 100000, not '99999999999'")]
    [InlineData("benchmark --repeats 0", "--repeats must be a whole number")]
    public void Describe_Mistake_SaysWhatWouldBeRight(string line, string said)
    {
        ParseResult parsed = Parse(line);
        Assert.NotEmpty(parsed.Errors);
        string message = LineMistakes.Describe(parsed);
        Assert.Contains(said.Replace("THREADS", $"{Math.Max(8, 4 * Environment.ProcessorCount)}", StringComparison.Ordinal), message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"[\n\t]|  ", message);
    }

    [Theory]
    [InlineData("explain m p.jpg --cuontry HU -o o", "unknown option '--cuontry'; did you mean '--country'? (see honnan explain --help)")]
    [InlineData("predict p.jpg --jsn", "unknown option '--jsn'; did you mean '--json'?")]
    [InlineData("predict -x p.jpg", "unknown option '-x'")]
    [InlineData("download hf-pano -o x --outputt w", "unknown option '--outputt'; did you mean '--output'?")]
    public void Stray_MisspeltOptionAmongFiles_SaysWhatWouldBeRight(string line, string said)
    {
        ParseResult parsed = Parse(line);

        Assert.Empty(parsed.Errors);
        Assert.Contains(said, LineMistakes.Stray(parsed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict p.jpg --top 3 --json")]
    [InlineData("predict - p.jpg")]
    [InlineData("predict --json -- --jsn -x.jpg")]
    [InlineData("explain lite0-56 p.jpg --country HU -o maps")]
    [InlineData("curate c -o s --seed -3")]
    public void Stray_LineWithoutOne_IsNone(string line) => Assert.Null(LineMistakes.Stray(Parse(line)));

    [Theory]
    [InlineData("import s3://bucket/data.json -o c", "'s3://bucket/data.json' is an address, and honnan import takes what lies on this system alone")]
    [InlineData("train e.json --data s3://bucket/selection -o run", "'s3://bucket/selection' is an address, and honnan train takes")]
    [InlineData("score http://photos/ -o s3://bucket/scores", "'http://photos/': of addresses honnan score takes s3://bucket/path alone")]
    public void FarAway_WhereTheProgramDoesNotGo_SaysWhereItDoes(string line, string said)
    {
        ParseResult parsed = Parse(line);

        Assert.Empty(parsed.Errors);
        Assert.StartsWith(said, LineMistakes.FarAway(parsed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("score s3://photos/ -o S3://bucket/scores")]
    [InlineData("predict C:/p.jpg p:q//r.jpg")]
    [InlineData("serve --host https://site.example")] // told as no name
    public void FarAway_WhereItGoes_IsNone(string line) => Assert.Null(LineMistakes.FarAway(Parse(line)));

    /// <summary>What begins like an option and is none may be a picture's name.</summary>
    [Fact]
    public void Predict_OfAFileNamedLikeAnOption_ReadsIt()
    {
        using var folder = new TemporaryFolder();
        folder.Write("--odd.jpg", "no picture");
        var start = new ProcessStartInfo(HonnanProcess.Program, ["predict", "--odd.jpg"]) { WorkingDirectory = folder.Path, RedirectStandardError = true, UseShellExecute = false };

        using var process = Process.Start(start)!;

        Assert.Contains("--odd.jpg: ", process.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("predict p.jpg --model lite0-65", "no model 'lite0-65'; did you mean 'lite0-56'?")]
    [InlineData("export nowhere -o /proc/none.onnx", "no run 'nowhere'")]
    [InlineData("trian", "did you mean 'train'?")]
    [InlineData("benchmark --mode foo", "(known: infer, train, front, explain)")]
    [InlineData("benchmark --size 256", "--size '256' must be HEIGHTxWIDTH")]
    [InlineData("benchmark --size 256x99999", "--size '256x99999' must be HEIGHTxWIDTH")]
    [InlineData("benchmark --net resnet51", "unknown net 'resnet51'; did you mean 'resnet50'? (known: resnet18, ")]
    [InlineData("benchmark --net tf_efficientnet_lite0 --engine torch-stock", "torch-stock has no net 'tf_efficientnet_lite0' (it has resnet18, ")]
    [InlineData("inspect /nowhere/w.pth --json", "'/nowhere/w.pth'")]
    [InlineData("import /nowhere/data.json -o /nowhere/c --json", "'/nowhere/data.json'")]
    [InlineData("curate /nowhere/c -o /nowhere/s --json", "'/nowhere/c'")]
    [InlineData("train /nowhere/e.json --data /nowhere/s -o /nowhere/r --json", "'/nowhere/e.json'")]
    public void Run_Mistake_IsOneLineAndCode2(string line, string said) =>
        Assert.Contains(said, HonnanProcess.Run(line.Split(' ')).Refused(), StringComparison.Ordinal);

    private static ParseResult Parse(string line) =>
        Application.Root(AllCommands.Create(new CommandOutput(TextWriter.Null, TextWriter.Null, watched: false))).Parse(line);
}
