package kernel

import (
	"fmt"
	"strings"
	"testing"
)

// requiredFamilies are the names that the prelude has to have, in which {a,b} stands
// for each of its parts; an empty part is written as {,a}.
const requiredFamilies = `
{READ,WRITE}_ONCE smp_load_acquire smp_store_release smp_store_mb smp_cond_load_{relaxed,acquire} data_race
ASSERT_EXCLUSIVE_{WRITER,ACCESS,BITS} ACCESS_ONCE
{,smp_,virt_,dma_}{mb,rmb,wmb} barrier smp_mb__{before,after}_atomic smp_mb__after_{spinlock,unlock_lock,srcu_read_unlock}
smp_acquire__after_ctrl_dep virt_{load_acquire,store_release,store_mb}

{xchg,cmpxchg,try_cmpxchg}{,_acquire,_release,_relaxed} {cmpxchg,try_cmpxchg}_local
{cmpxchg,try_cmpxchg}64{,_acquire,_release,_relaxed}

{atomic,atomic64,atomic_long}_{read,read_acquire,set,set_release,inc,dec,add,sub,and,andnot,or,xor}
{atomic,atomic64,atomic_long}_{add,sub,inc,dec}_return{,_acquire,_release,_relaxed}
{atomic,atomic64,atomic_long}_fetch_{add,sub,inc,dec,and,andnot,or,xor}{,_acquire,_release,_relaxed}
{atomic,atomic64,atomic_long}_{xchg,cmpxchg,try_cmpxchg,add_negative}{,_acquire,_release,_relaxed}
{atomic,atomic64,atomic_long}_{sub,dec,inc}_and_test {atomic,atomic64,atomic_long}_{add_unless,fetch_add_unless,inc_not_zero}
{atomic,atomic64,atomic_long}_{inc_unless_negative,dec_unless_positive,dec_if_positive,cond_read_relaxed,cond_read_acquire}
{ATOMIC,ATOMIC64,ATOMIC_LONG}_INIT {atomic,atomic64,atomic_long}_t

{,__}{set,clear,change,assign}_bit {,__}test_and_{set,clear,change}_bit test_bit{,_acquire} test_and_set_bit_lock {,__}clear_bit_unlock
bit_spin_{lock,trylock,unlock} wait_on_bit wake_up_bit

{,raw_}spin_{lock,unlock}{,_irq,_bh} {,raw_}spin_lock_irqsave {,raw_}spin_unlock_irqrestore {,raw_}spin_{trylock,is_locked,lock_init}
DEFINE_{SPINLOCK,RAW_SPINLOCK} {,raw_}spinlock_t assert_spin_locked atomic_dec_and_lock
local_irq_{disable,enable,save,restore} preempt_{disable,enable} local_bh_{disable,enable}
mutex_{init,lock,unlock,trylock,is_locked,lock_interruptible,lock_killable,lock_nested} DEFINE_MUTEX
{read,write}_{lock,unlock}{,_irq,_bh} {read,write}_lock_irqsave {read,write}_unlock_irqrestore {read,write}_trylock rwlock_t rwlock_init DEFINE_RWLOCK
{down,up}_{read,write} down_{read,write}_{trylock,killable} downgrade_write init_rwsem DECLARE_RWSEM rw_semaphore
down up down_{trylock,interruptible} sema_init semaphore
seqlock_t DEFINE_SEQLOCK seqlock_init read_{seqbegin,seqretry} write_{seqlock,sequnlock}{,_irq,_bh} write_{seqlock_irqsave,sequnlock_irqrestore}
seqcount_{,spinlock_,raw_spinlock_,rwlock_,mutex_,latch_}t {,raw_,__}read_seqcount_begin {,__}read_seqcount_retry {,raw_}write_seqcount_{begin,end}
raw_read_seqcount{,_latch} raw_write_seqcount_{latch,barrier} read_seqcount_latch{,_retry} raw_read_seqcount_latch_retry read_seqlock_excl read_seqbegin_or_lock

refcount_{t,set,read,inc,add,dec,inc_not_zero,add_not_zero,dec_and_test,sub_and_test,dec_if_one,dec_not_one,dec_and_lock,dec_and_mutex_lock} REFCOUNT_INIT
kref kref_{init,get,put,get_unless_zero,read,put_lock,put_mutex}

rcu_read_{lock,unlock}{,_bh,_sched} synchronize_rcu{,_expedited} rcu_dereference{,_check,_protected,_raw,_bh,_sched} rcu_access_pointer rcu_assign_pointer
RCU_INIT_POINTER rcu_replace_pointer call_rcu kfree_rcu{,_mightsleep} rcu_barrier {get_state,cond}_synchronize_rcu poll_state_synchronize_rcu rcu_head
srcu_read_{lock,unlock} srcu_{down,up}_read synchronize_srcu{,_expedited} srcu_dereference call_srcu DEFINE_SRCU {init,cleanup}_srcu_struct srcu_struct

list_head LIST_HEAD INIT_LIST_HEAD list_{add,add_tail,del,del_init,empty,replace,move,entry,first_entry,next_entry} list_{add,add_tail,del,replace,entry,first_or_null}_rcu
list_for_each{,_safe,_entry,_entry_safe,_entry_rcu,_entry_reverse} hlist_{head,node,entry,empty,add_head,del,add_head_rcu,del_rcu,unhashed} hlist_for_each_entry{,_safe,_rcu}
llist_{head,node,add,add_batch,del_all,del_first,empty,next,entry,for_each,for_each_entry,for_each_entry_safe} LLIST_HEAD

{kmalloc,kzalloc}{,_obj,_objs,_node} kmalloc_array kcalloc {,k,kv,v}free GFP_{KERNEL,ATOMIC,NOWAIT} kmem_cache_{alloc,free}
completion {init,reinit}_completion complete{,_all} {,try_}wait_for_completion wait_for_completion_timeout completion_done DECLARE_COMPLETION
wait_queue_head_t wake_up{,_all,_interruptible} wait_event{,_interruptible,_timeout,_killable} waitqueue_active wq_has_sleeper DECLARE_WAIT_QUEUE_HEAD
{,__}set_current_state schedule wake_up_process current TASK_{RUNNING,INTERRUPTIBLE} prepare_to_wait finish_wait kthread_{run,stop,should_stop}
{queue,schedule}_work INIT_WORK
{DEFINE,DECLARE}_PER_CPU {,__}this_cpu_{read,write,add,inc,dec,add_return} this_cpu_{ptr,xchg,cmpxchg} per_cpu{,_ptr} {get,put}_cpu{,_ptr,_var} {,raw_}smp_processor_id
for_each_{possible,online}_cpu local_{t,read,set,inc,dec,add,inc_return}
BUG BUG_ON WARN{,_ON,_ONCE,_ON_ONCE} assert likely unlikely min max clamp min_t max_t ARRAY_SIZE container_of IS_ERR PTR_ERR ERR_PTR swap
{read,write}{b,w,l,q}{,_relaxed} ioread32 iowrite32

pthread_{t,create,join,exit,mutex_t,mutex_lock,mutex_trylock,mutex_unlock,mutex_init,cond_wait,cond_signal,spin_lock,rwlock_rdlock,rwlock_wrlock}
__VERIFIER_{assume,error,atomic_begin,atomic_end} __VERIFIER_nondet_{bool,int,uint,char,uchar,short,ushort,long,ulong} abort reach_error
atomic_{load,store,thread_fence,load_explicit,store_explicit,int,bool} __atomic_{load,store,fetch_add}{,_n} __sync_{synchronize,fetch_and_add,bool_compare_and_swap,lock_test_and_set}

{u,s}{8,16,32,64} __{u,s}{8,16,32,64} {,u}int{8,16,32,64}_t size_t ssize_t bool true false NULL gfp_t
__rcu __iomem __user __percpu __init __exit __must_check noinline __always_inline __maybe_unused __read_mostly __acquires __releases
____cacheline_aligned{,_in_smp} EXPORT_SYMBOL{,_GPL} MODULE_{LICENSE,AUTHOR,DESCRIPTION} module_{init,exit,param} guard scoped_guard
`

// TestPreludeHasWhatIsRequired looks each required name up.
func TestPreludeHasWhatIsRequired(t *testing.T) {
	have := map[string]bool{}
	for _, e := range PreludeEntries() {
		have[e.Name] = true
	}
	names := 0
	for _, family := range strings.Fields(requiredFamilies) {
		for _, name := range expandBraces(family) {
			names++
			if !have[name] && name != "__atomic_fetch_add_n" { // there is no such function
				t.Errorf("the prelude has no %s", name)
			}
		}
	}
	if names < 600 {
		t.Errorf("only %d names are required", names)
	}
	if got := fmt.Sprint(expandBraces("{,a}x{b,c}")); got != "[xb xc axb axc]" {
		t.Errorf("expansion gives %s", got)
	}
}

// expandBraces returns the words that a word with {a,b} stands for.
func expandBraces(word string) []string {
	before, rest, ok := strings.Cut(word, "{")
	if !ok {
		return []string{word}
	}
	parts, after, _ := strings.Cut(rest, "}")
	var out []string
	for _, p := range strings.Split(parts, ",") {
		for _, tail := range expandBraces(after) {
			out = append(out, before+p+tail)
		}
	}
	return out
}

// TestPreludeHasWhatTheTableHas keeps the two ways to write the kernel's primitives
// equal: what a litmus test may call, C may call too.
func TestPreludeHasWhatTheTableHas(t *testing.T) {
	have := map[string]bool{}
	for _, e := range PreludeEntries() {
		have[e.Name] = true
	}
	for _, r := range Builtin().Rows() {
		if !have[r.Name] {
			t.Errorf("the prelude has no %s", r.Name)
		}
	}
}
