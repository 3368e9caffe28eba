using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Inference.Files;
using Microsoft.ML.OnnxRuntime;

namespace Honnan.Inference.Sessions;

/// <summary>Runs an exported model by ONNX Runtime on the processor. Safe for use by several threads at once.</summary>
internal sealed class OnnxSession : IDisposable
{
    private static readonly string[] AllOutputs = [ExportedModel.Logits, ExportedModel.Pooled, ExportedModel.Features];
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50); // whether who waits for memory was stopped
    private static readonly string[] Inputs = [ExportedModel.Pictures];

    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly int _classes;
    private readonly int? _features;
    private readonly SemaphoreSlim? _turns;
    private readonly ReaderWriterLockSlim _memory = new(); // written by who needs all of it
    private readonly int _mebibytes;
    private int _tooMany = int.MaxValue; // numbers of pictures that found no room even alone
    private int _users = 1; // the owner, and every run
    private bool _isDisposed;

    /// <summary>Loads a model that was looked through.</summary>
    /// <param name="file">The model; not kept.</param>
    /// <param name="threads">Threads of one operation; 0 for one a core.</param>
    /// <param name="runs">At a time; 0 for as many as are asked for.</param>
    /// <param name="mebibytes">Native memory that it may hold, at most <see cref="BoundedMemory.MostMiB"/>.</param>
    /// <exception cref="InputException">ONNX Runtime does not take it, or its weights need more memory.</exception>
    public OnnxSession(OnnxModelFile file, int threads, int runs = 0, int mebibytes = BoundedMemory.MostMiB)
    {
        _turns = runs > 0 ? new SemaphoreSlim(runs) : null;
        (_path, _classes, _features, _mebibytes) = (file.Path, file.Document.Countries.Count, file.Document.Rules.Features, mebibytes);
        long? folded = FoldedConstants.MostBytes(file.Model.Graph, (long)mebibytes << 20);
        using SessionOptions options = Options(threads, folds: folded is not null);
        try
        {
            _session = BoundedMemory.Session(file.Bytes, options, mebibytes, folded);
        }
        catch (OnnxRuntimeException error) when (BoundedMemory.Ended(error))
        {
            throw new InputException($"model '{file.Path}' is refused: loading it takes more than {mebibytes} MiB of memory", error);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InputException($"model '{file.Path}' is refused by ONNX Runtime: {OneLine.Of(error)}", error);
        }
    }

    /// <summary>Runs the net.</summary>
    /// <param name="pictures">[N,3,H,W] in [-1,1], from the beginning of the array.</param>
    /// <param name="count">N.</param>
    /// <param name="size">H and W.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="stop">Ends the run.</param>
    /// <param name="givesBack">Whether the memory that the session has kept from its runs is given back after this one; the next run then takes it anew, which costs time.</param>
    /// <exception cref="InputException">The model does not do what it says, needs too much memory, or gives numbers that are not finite.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed before.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public NetOutputs Run(float[] pictures, int count, PictureSize size, WantedOutputs wanted, CancellationToken stop, bool givesBack = false)
    {
        stop.ThrowIfCancellationRequested();
        Use();
        try
        {
            _turns?.Wait(stop);
            try
            {
                return RunWithin(pictures.AsMemory(0, checked((int)(count * 3 * size.Area))), count, size, wanted, givesBack, stop);
            }
            finally
            {
                _turns?.Release();
            }
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Loads the native library, which a session would else wait for. What goes wrong here goes wrong there again, and is told there.</summary>
    public static void LoadLibrary() => OnnxTelemetry.TurnOff(); // the first to load it has to say so

    /// <summary>Lets the runs that are under way end, and takes no others: the native library looks at neither.</summary>
    public void Dispose()
    {
        if (!Interlocked.Exchange(ref _isDisposed, true))
        {
            Release();
        }
    }

    private void Use()
    {
        int users = Volatile.Read(ref _users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(users == 0 || Volatile.Read(ref _isDisposed), this);
            int seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
            {
                return;
            }

            users = seen;
        }
    }

    private void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            _session.Dispose();
            _turns?.Dispose();
            _memory.Dispose();
        }
    }

    /// <summary>Beside other runs while the memory suffices, and else alone.</summary>
    private NetOutputs RunWithin(Memory<float> pictures, int count, PictureSize size, WantedOutputs wanted, bool givesBack, CancellationToken stop)
    {
        if (count > 1 && pictures.Length >= Volatile.Read(ref _tooMany))
        {
            return ByHalves(pictures, count, (half, of) => RunWithin(half, of, size, wanted, givesBack, stop));
        }

        Enter(_memory.TryEnterReadLock, stop);
        try
        {
            if (TryRun(pictures, count, size, wanted, givesBack, stop) is { } outputs)
            {
                return outputs;
            }
        }
        finally
        {
            _memory.ExitReadLock();
        }

        Enter(_memory.TryEnterWriteLock, stop);
        try
        {
            return RunAlone(pictures, count, size, wanted, stop);
        }
        finally
        {
            _memory.ExitWriteLock();
        }
    }

    /// <summary>Waits for a lock, which itself cannot be stopped from waiting.</summary>
    private static void Enter(Func<TimeSpan, bool> tryEnter, CancellationToken stop)
    {
        while (!tryEnter(BetweenLooks))
        {
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whole or by halves. Every run gives back what others left: that is of other sizes, and counts as held.</summary>
    private NetOutputs RunAlone(Memory<float> pictures, int count, PictureSize size, WantedOutputs wanted, CancellationToken stop)
    {
        NetOutputs? whole = TryRun(pictures, count, size, wanted, givesBack: true, stop)
            ?? TryRun(pictures, count, size, wanted, givesBack: true, stop); // the first has given back what others had left
        if (whole is not null)
        {
            return whole;
        }

        if (count > 1)
        {
            Volatile.Write(ref _tooMany, Math.Min(_tooMany, pictures.Length)); // no other writes: it is alone
            return ByHalves(pictures, count, (half, of) => RunAlone(half, of, size, wanted, stop));
        }

        throw new InputException($"model '{_path}' needs more than {_mebibytes} MiB of memory for a picture of {size.Width}x{size.Height} pixels");
    }

    private static NetOutputs ByHalves(Memory<float> pictures, int count, Func<Memory<float>, int, NetOutputs> run)
    {
        int half = count / 2;
        int numbers = pictures.Length / count * half;
        return run(pictures[..numbers], half).With(run(pictures[numbers..], count - half));
    }

    /// <summary>One run; null where the memory does not suffice.</summary>
    private NetOutputs? TryRun(Memory<float> pictures, int count, PictureSize size, WantedOutputs wanted, bool givesBack, CancellationToken stop)
    {
        using var run = new RunOptions();
        if (givesBack)
        {
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        }

        using CancellationTokenRegistration end = stop.Register(() => run.Terminate = true);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(
            OrtMemoryInfo.DefaultInstance, pictures, [count, 3, size.Height, size.Width]);
        try
        {
            using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(run, Inputs, [input], AllOutputs[..(1 + (int)wanted)]);
            float[] logits = Values(outputs[0], out long[] shape);
            if (shape is not [var rows, var classes] || rows != count || classes != _classes)
            {
                throw new InputException($"model '{_path}' gave logits [{string.Join(", ", shape)}] for {count} pictures and {_classes} countries");
            }

            CheckFinite(logits);
            if (wanted == WantedOutputs.Logits)
            {
                return new NetOutputs(logits, null, null, [count, 0, 0, 0]);
            }

            float[] pooled = Values(outputs[1], out long[] vector);
            if (vector is not [var vectors, var width] || vectors != count || (_features ?? width) != width)
            {
                throw new InputException($"model '{_path}' gave pooled features [{string.Join(", ", vector)}] for {count} pictures");
            }

            CheckFinite(pooled);
            if (wanted == WantedOutputs.Pooled)
            {
                return new NetOutputs(logits, null, pooled, [count, 0, 0, 0]);
            }

            float[] maps = Values(outputs[2], out long[] map);
            return map is [var n, _, > 0, > 0] && n == count
                ? new NetOutputs(logits, maps, pooled, [.. map.Select(d => (int)d)])
                : throw new InputException($"model '{_path}' gave features [{string.Join(", ", map)}] for {count} pictures");
        }
        catch (OnnxRuntimeException error)
        {
            stop.ThrowIfCancellationRequested();
            return BoundedMemory.Ended(error) ? null
                : throw new InputException($"model '{_path}' fails on pictures of {size.Width}x{size.Height} pixels: {OneLine.Of(error)}", error);
        }
    }

    /// <summary>What every session of this project is run with; caller disposes.</summary>
    /// <param name="threads">Threads of one operation; 0 for one a core.</param>
    /// <param name="folds">Whether what sees constants alone is computed while the model is loaded.</param>
    /// <param name="unsigned">Whether int8 weights become uint8; null (the default) where <see cref="WholeNumberSums.MayOverflow"/>.</param>
    internal static SessionOptions Options(int threads, bool folds = true, bool? unsigned = null)
    {
        OnnxTelemetry.TurnOff();
        var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            IntraOpNumThreads = threads > 0 ? threads : PhysicalCores.Count,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, // errors come as exceptions
            EnableMemoryPattern = false, // pictures come in several sizes
        };

        // Waiting threads would take the cores from those that decode the next pictures.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.set_denormal_as_zero", "1");

        // Weights then become uint8: right, but with VNNI it would cost more than half of the speed.
        options.AddSessionConfigEntry("session.x64quantprecision", unsigned ?? WholeNumberSums.MayOverflow ? "1" : "0");

        // The first would bring to 8 bits, and not even channel by channel, just those layers of an int8 model that were left in float32.
        options.AddSessionConfigEntry("optimization.disable_specified_optimizers", folds ? "WeightBiasQuantization" : "WeightBiasQuantization;ConstantFolding");
        return options;
    }

    // A weight that is not finite, of a damaged file, has got here.
    private void CheckFinite(float[] values)
    {
        if (!Array.TrueForAll(values, float.IsFinite))
        {
            throw new InputException($"model '{_path}' gives numbers that are not finite: its weights are damaged");
        }
    }

    private static float[] Values(OrtValue value, out long[] shape)
    {
        shape = value.GetTensorTypeAndShape().Shape;
        return value.GetTensorDataAsSpan<float>().ToArray();
    }
}
