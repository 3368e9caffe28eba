using System.Diagnostics;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class PickleMachineTests
{
    [Theory]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("collections", "defaultdict")]
    [InlineData("torch", "load")]
    [InlineData("torch", "Tensor")]
    [InlineData("torch.nn.modules.linear", "Linear")]
    [InlineData("numpy.core.multiarray", "_reconstruct")]
    public void Run_OtherClass_IsRefusedByName(string module, string name)
    {
        byte[] pickle = Pickle.Two().Global(module, name).Op(")R").Stop();
        Assert.Contains($"'{module}.{name}'", TorchFiles.Refusal(TorchFiles.Zip(pickle)), StringComparison.Ordinal);
        Assert.Contains($"'{module}.{name}'", TorchFiles.Refusal(TorchFiles.Legacy(pickle)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "takes more values")]
    [InlineData("0", "takes more values")]
    [InlineData("(N(t", "")]
    [InlineData("t", "ends a part")]
    [InlineData("(NR", "takes more values")]
    [InlineData("NNR", "cannot be called")]
    [InlineData("Na", "takes more values")]
    [InlineData("NNa", "not a list")]
    [InlineData("NNNs", "not a dictionary")]
    [InlineData("}(Nu", "without a value")]
    [InlineData("})Ns", "neither a text nor a number")]
    [InlineData("NNb", "attributes")]
    [InlineData("h0", "has not kept")]
    [InlineData("g7\n", "has not kept")]
    [InlineData("gx\n", "value's number")]
    [InlineData("Iabc\n", "an integer was due")]
    [InlineData("NQ", "unknown way")]
    [InlineData(")Q", "unknown way")]
    [InlineData("X\u0001\0\0\0\u007f]", "")]
    [InlineData("ctorch\nFloatStorage\n)R", "does not take")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R", "does not take")]
    [InlineData("ccollections\nOrderedDict\n(]NatR", "not pairs")]
    [InlineData("V\n", "instruction 0x56")]
    public void Run_DamagedPickle_IsRefused(string code, string said)
    {
        byte[] file = TorchFiles.Zip(Pickle.Two().Op(code).Stop());
        if (said.Length == 0)
        {
            TorchFiles.Read(file);
            return;
        }

        Assert.Contains(said, TorchFiles.Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SelfContainingList_IsRefused() =>
        Assert.Contains("nested", TorchFiles.Refusal(TorchFiles.Zip(Pickle.Two().Op("]q").Raw(1).Op("h").Raw(1).Op("a").Stop())), StringComparison.Ordinal);

    [Fact]
    public void Run_DoublingTuples_AreRefusedQuickly()
    {
        // Each tuple holds the one before twice: 2^40 leaves in 200 bytes.
        Pickle pickle = Pickle.Two().Op("N");
        for (int i = 0; i < 40; i++)
        {
            pickle.Op("2").Raw(0x86);
        }

        IsRefusedQuickly(pickle, "more than 1000000 values");
    }

    [Fact]
    public void Run_ManySmallValues_StopAtTheMemoryLimit()
    {
        byte[] dictionaries = new byte[8 << 20];
        dictionaries.AsSpan().Fill((byte)'}');
        IsRefusedQuickly(Pickle.Two().Raw(dictionaries), "MiB of memory");
    }

    [Fact]
    public void Run_RepeatedOrderedDictOfLongList_StopsAtTheMemoryLimit()
    {
        // A list of 200,000 pairs that are one pair, and a dictionary made of it 100,000 times.
        Pickle pickle = Pickle.Two().Global("collections", "OrderedDict").Op("q").Raw(0).Op("0(");
        pickle.Op("](").Text("k").Op("Ne").Op("q").Raw(1);
        for (int i = 0; i < 200_000; i++)
        {
            pickle.Op("h").Raw(1);
        }

        pickle.Op("lq").Raw(2).Op("0");
        for (int i = 0; i < 100_000; i++)
        {
            pickle.Op("h").Raw(0).Op("h").Raw(2).Raw(0x85).Op("R0");
        }

        IsRefusedQuickly(pickle.Op("N"), "MiB of memory");
    }

    [Fact]
    public void Run_LongKeySetOverAndOver_StopsAtTheMemoryLimit()
    {
        Pickle pickle = Pickle.Two().Text(new string('k', 100_000)).Op("q").Raw(0).Op("0}");
        for (int i = 0; i < 100_000; i++)
        {
            pickle.Op("h").Raw(0).Op("Ns");
        }

        IsRefusedQuickly(pickle, "MiB of memory");
    }

    [Fact]
    public void Run_LongTextUnderManyNames_IsRefused()
    {
        Pickle pickle = Pickle.Two().Text(new string('v', 100_000)).Op("q").Raw(0).Op("0](");
        for (int i = 0; i < 10_000; i++)
        {
            pickle.Op("h").Raw(0);
        }

        IsRefusedQuickly(pickle.Op("e"), "letters");
    }

    [Fact]
    public void Run_NamesThatBecomeOne_AreRefused() =>
        Assert.Contains("two of its values", TorchFiles.Refusal(TorchFiles.Zip(
            Pickle.Two().Op("}(").Text("1").Op("N").Int(1).Op("Nu").Stop())), StringComparison.Ordinal);

    [Fact]
    public void Run_NameWithLineBreaks_KeepsTheErrorOnOneLine() =>
        TorchFiles.Refusal(TorchFiles.Zip(Pickle.Protocol(4).Text("a\nb").Text("c\u2028\u001b[31m").Raw(0x93).Stop()));

    private static void IsRefusedQuickly(Pickle pickle, string said)
    {
        byte[] file = TorchFiles.Zip(pickle.Stop());
        long before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();

        string message = TorchFiles.Refusal(file);

        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(10), $"took {clock.Elapsed}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 500L << 20);
    }
}
