using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>
/// A function of tensors with a gradient of its own in libtorch's graph, through what LibTorchSharp exports for TorchSharp's
/// <c>autograd.Function</c>. That one holds an empty tensor of its output's size for each function in the graph, and every gradient that passes
/// through it until the step's scope ends: gigabytes of a deep net. Here what was kept for the way back goes as soon as it was used.
/// </summary>
/// <remarks>
/// A graph can be gone back through once, on the thread that asks for it: <see cref="GoBack"/>. An error on the way must not pass through
/// libtorch's frames: the gradients from there on are undefined, and it is told behind them.
/// </remarks>
internal abstract partial class GradientNode
{
    private const string Library = "LibTorchSharp";

    // The nodes that libtorch may still call: it holds addresses of their delegates alone.
    private static readonly ConcurrentDictionary<GradientNode, byte> Alive = new();

    [ThreadStatic]
    private static ExceptionDispatchInfo? _failure;

    [ThreadStatic]
    private static Tensor?[]? _handedOver; // to libtorch, which has taken hold of them by the time of the next call

    private readonly NodeGradients _gradients;
    private readonly NodeDeleted _deleted;
    private nint[] _addresses = []; // pinned: libtorch reads them when the call that gave them is over
    private bool _gone;
    private NodePointers _node;

    /// <summary>Makes a function that is not in any graph yet.</summary>
    protected GradientNode() => (_gradients, _deleted) = (Gradients, Deleted);

    /// <summary>Whether it is in a graph, to which libtorch may still call it.</summary>
    internal bool IsLiving => Alive.ContainsKey(this);

    /// <summary>Goes back through a graph, and tells what failed on the way in a function of this kind.</summary>
    /// <param name="backward">The call of libtorch.</param>
    public static void GoBack(Action backward)
    {
        _failure = null;
        try
        {
            backward();
        }
        catch when (_failure is not null)
        {
            ThrowFailure(); // what libtorch made of it says less
            throw;
        }

        ThrowFailure();
    }

    private static void ThrowFailure()
    {
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    /// <summary>Computes the function, and takes its place in the graph where a gradient is asked for; caller disposes.</summary>
    /// <param name="inputs">All tensors that have a gradient, in <see cref="Backward"/>'s order.</param>
    protected Tensor Apply(params ReadOnlySpan<Tensor> inputs)
    {
        nint[] addresses = new nint[inputs.Length];
        bool learns = false;
        for (int i = 0; i < inputs.Length; i++)
        {
            addresses[i] = inputs[i].Handle;
            learns |= inputs[i].requires_grad;
        }

        Tensor output = learns && is_grad_enabled() ? InGraph(addresses) : Alone();
        foreach (Tensor input in inputs)
        {
            GC.KeepAlive(input);
        }

        return output;
    }

    /// <summary>The function's value; gradients are off. Caller disposes.</summary>
    protected abstract Tensor Forward();

    /// <summary>The gradients of the inputs of <see cref="Apply"/>, null where there is none; gradients are off.</summary>
    /// <param name="gradient">Of the value; stays the caller's.</param>
    protected abstract Tensor?[] Backward(Tensor gradient);

    /// <summary>Frees what was kept for the way back: after it, or where none will come.</summary>
    protected abstract void Forget();

    private Tensor Alone()
    {
        using var gradients = no_grad();
        try
        {
            return Forward();
        }
        finally
        {
            Forget();
        }
    }

    private Tensor InGraph(nint[] inputs)
    {
        _addresses = GC.AllocateArray<nint>(inputs.Length, pinned: true);
        _node = Create(_gradients, _deleted);
        CheckForErrors();
        Alive[this] = 0;
        try
        {
            return Enter(inputs);
        }
        finally
        {
            DisposeShared(_node); // the graph holds it now; or, where it came to an error, nothing does, and it is deleted
        }
    }

    private unsafe Tensor Enter(nint[] inputs)
    {
        fixed (nint* first = inputs)
        {
            var variables = new Addresses((nint)first, inputs.Length);
            SetNextEdges(_node, variables, true);
            CheckForErrors();
            ClearInputMetadata(_node);
            CheckForErrors();
            nint[] wrapped = GC.AllocateArray<nint>(1, pinned: true);
            using (no_grad())
            {
                // Detached: of a view that was made here, nothing could be changed in place later.
                using Tensor output = Forward();
                using Tensor own = output.detach();
                nint address = own.Handle;
                WrapOutputs(variables, default, default, new Addresses((nint)(&address), 1), _node, _ => Marshal.UnsafeAddrOfPinnedArrayElement(wrapped, 0));
            }

            CheckForErrors();
            return Tensor.UnsafeCreateTensor(wrapped[0]);
        }
    }

    // libtorch's call: an undefined gradient for each input where there is none.
    private Addresses Gradients(nint gradients, int count)
    {
        Array.Clear(_addresses);
        Guarded(() =>
        {
            ForgetHandedOver();
            nint address = Marshal.ReadIntPtr(gradients);
            if (address == 0)
            {
                return;
            }

            using var off = no_grad();
            using Tensor gradient = Tensor.UnsafeCreateTensor(address);
            if (_failure is null)
            {
                HandOver(Backward(_gone ? throw new InvalidOperationException("this graph was gone back through before") : gradient));
            }
        });
        _gone = true;
        Guarded(Forget);
        return new Addresses(Marshal.UnsafeAddrOfPinnedArrayElement(_addresses, 0), _addresses.Length);
    }

    private void HandOver(Tensor?[] results)
    {
        _handedOver = results;
        for (int i = 0; i < results.Length; i++)
        {
            _addresses[i] = results[i]?.DetachFromDisposeScope().Handle ?? 0;
        }
    }

    // libtorch's call.
    private void Deleted()
    {
        Alive.TryRemove(this, out _);
        Guarded(ForgetHandedOver);
        Guarded(Forget);
        DisposeWeak(_node);
    }

    /// <summary>
    /// Does what another kind of function does on the way back. What goes wrong in it is told behind the way back, and so is nothing more
    /// done once something has.
    /// </summary>
    /// <returns>Whether it was done.</returns>
    internal static bool Guarding(Action action)
    {
        if (_failure is null)
        {
            Guarded(action);
        }

        return _failure is null;
    }

    private static void Guarded(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // No exception may pass through libtorch's frames.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _failure ??= ExceptionDispatchInfo.Capture(error);
        }
    }

    private static void ForgetHandedOver()
    {
        foreach (Tensor? tensor in _handedOver ?? [])
        {
            tensor?.Dispose();
        }

        _handedOver = null;
    }

    [LibraryImport(Library, EntryPoint = "THSAutograd_CSharpNode_ctor")]
    private static partial NodePointers Create(NodeGradients gradients, NodeDeleted deleted);

    [LibraryImport(Library, EntryPoint = "THSAutograd_CSharpNode_disposeSharedPtr")]
    private static partial void DisposeShared(NodePointers node);

    [LibraryImport(Library, EntryPoint = "THSAutograd_CSharpNode_disposeWeakPtr")]
    private static partial void DisposeWeak(NodePointers node);

    [LibraryImport(Library, EntryPoint = "THSAutograd_CSharpNode_setNextEdges")]
    private static partial void SetNextEdges(NodePointers node, Addresses variables, [MarshalAs(UnmanagedType.U1)] bool learns);

    [LibraryImport(Library, EntryPoint = "THSAutograd_CSharpNode_clearInputMetadata")]
    private static partial void ClearInputMetadata(NodePointers node);

    [LibraryImport(Library, EntryPoint = "THSAutograd_Function_wrapOutputs")]
    private static partial void WrapOutputs(
        Addresses variables, Addresses notDifferentiable, Addresses dirty, Addresses outputs, NodePointers node, Allocate allocate);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate Addresses NodeGradients(nint gradients, int count);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate void NodeDeleted();

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate nint Allocate(nint count);

    /// <summary>Addresses of tensors, and how many there are.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Addresses(nint First, long Count);

    /// <summary>A node of the graph: a pointer that owns, and one that does not.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct NodePointers(nint Shared, nint Weak);
}
