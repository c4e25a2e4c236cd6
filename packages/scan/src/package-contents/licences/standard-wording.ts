/**
 * Passages that stand beside licences in many words of the same meaning, as a table: disclaimers and references that
 * change nothing, and the clauses that the BSD licences are put together from. Each is looked for like a whole text.
 */

export type WordingRole =
  /** Changes nothing: what is left of a file without it may. */
  | 'harmless'
  /** A part of the BSD licences. */
  | 'grant'
  | 'source'
  | 'binary'
  | 'advertising'
  | 'endorsement'
  | 'disclaimer'
  /** Allows more than a licence beside it; word for word. */
  | 'exception';

export interface Wording {
  readonly role: WordingRole;
  readonly text: string;
  /** Of an exception. */
  readonly id?: string;
}

export const WORDINGS: readonly Wording[] = [
  {
    role: 'harmless',
    text: 'This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more details.',
  },
  {
    role: 'harmless',
    text: 'You should have received a copy of the GNU General Public License along with this program; if not, write to the Free Software Foundation, Inc., 59 Temple Place, Suite 330, Boston, MA 02111-1307 USA',
  },
  {
    role: 'harmless',
    text: 'You should have received a copy of the GNU General Public License along with this program. If not, see',
  },
  {
    role: 'harmless',
    text: 'This is free software; see the source for copying conditions. There is NO warranty; not even for MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.',
  },
  {
    role: 'harmless',
    text: 'you may not use this file except in compliance with the License. You may obtain a copy of the License at',
  },
  {
    role: 'harmless',
    text: 'you may not use this file except in compliance with the License. You can obtain a copy of the License at',
  },
  {
    role: 'harmless',
    text: 'Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an AS IS BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific language governing permissions and limitations under the License.',
  },
  {
    role: 'harmless',
    text: 'Licensed to the Apache Software Foundation (ASF) under one or more contributor license agreements. See the NOTICE file distributed with this work for additional information regarding copyright ownership.',
  },
  {
    role: 'harmless',
    text: 'Software distributed under the License is distributed on an AS IS basis, WITHOUT WARRANTY OF ANY KIND, either express or implied. See the License for the specific language governing rights and limitations under the License.',
  },
  {
    role: 'harmless',
    text: 'in which case the provisions of the GPL or the LGPL are applicable instead of those above. If you wish to allow use of your version of this file only under the terms of either the GPL or the LGPL, and not to allow others to use your version of this file under the terms of the MPL, indicate your decision by deleting the provisions above and replace them with the notice and other provisions required by the GPL or the LGPL. If you do not delete the provisions above, a recipient may use your version of this file under the terms of any one of the MPL, the GPL or the LGPL.',
  },
  {
    role: 'harmless',
    text: 'in which case the provisions of the GPL are applicable instead of those above. If you wish to allow use of your version of this file only under the terms of the GPL and not to allow others to use your version of this file under the MPL, indicate your decision by deleting the provisions above and replace them with the notice and other provisions required by the GPL. If you do not delete the provisions above, a recipient may use your version of this file under either the MPL or the GPL.',
  },
  {
    role: 'harmless',
    text: 'The Initial Developer of the Original Code is Netscape. Portions created by the Initial Developer are Copyright the Initial Developer. All Rights Reserved.',
  },
  {
    role: 'harmless',
    text: 'If a copy of the MPL was not distributed with this file, You can obtain one at',
  },
  {
    role: 'harmless',
    text: 'You may not use this file except in compliance with the License.',
  },
  {
    role: 'harmless',
    text: 'You may not use this file except in compliance with the License. You can obtain a copy of the License at',
  },
  {
    role: 'harmless',
    text: 'See the License for the specific language governing permissions and limitations under the License. When distributing Covered Code, include this CDDL HEADER in each file and include the License file at. If applicable, add the following below this CDDL HEADER, with the fields enclosed by brackets replaced with your own identifying information: Portions Copyright yyyy name of copyright owner',
  },
  {
    role: 'harmless',
    text: 'When distributing the software, include this License Header Notice in each file and include the License file at glassfish/bootstrap/legal/LICENSE.txt. If applicable, add the following below the License Header, with the fields enclosed by brackets [] replaced by your own identifying information: Portions Copyrighted year name of copyright owner',
  },
  {
    role: 'harmless',
    text: "If you wish your version of this file to be governed by only the CDDL or only the GPL Version 2, indicate your decision by adding [Contributor] elects to include this software in this distribution under the [CDDL or GPL Version 2] license. If you don't indicate a single choice of license, a recipient has the option to distribute your version of this file under either the CDDL, the GPL Version 2 or to extend the choice of license to its licensees as provided above. However, if you add GPL Version 2 code and therefore, elected the GPL Version 2 license, then the option applies only if the new code is made subject to such option by the copyright holder.",
  },
  {
    role: 'harmless',
    text: 'This General Public License does not permit incorporating your program into proprietary programs. If your program is a subroutine library, you may consider it more useful to permit linking proprietary applications with the library. If this is what you want to do, use the GNU Library General Public License instead of this License.',
  },
  { role: 'harmless', text: 'DO NOT ALTER OR REMOVE COPYRIGHT NOTICES OR THIS FILE HEADER.' },
  {
    role: 'harmless',
    text: 'For the full copyright and license information, please view the LICENSE file that was distributed with this source code.',
  },
  {
    role: 'harmless',
    text: 'which accompanies this distribution, and is available at',
  },
  {
    role: 'harmless',
    text: 'On Debian systems, the complete text of the GNU General Public License can be found in /usr/share/common-licenses/GPL',
  },
  {
    role: 'harmless',
    text: 'To view a copy of this license, visit or send a letter to Creative Commons, 171 Second Street, Suite 300, San Francisco, California, 94105, USA.',
  },
  {
    role: 'harmless',
    text: 'Everyone is permitted to copy and distribute verbatim copies of this license document, but changing it is not allowed.',
  },
  {
    role: 'harmless',
    text: 'This software is provided as is, without any express or implied warranty. In no event will the authors be held liable for any damages arising from the use of this software.',
  },
  {
    role: 'harmless',
    text: 'This software is provided as is without express or implied warranty.',
  },
  {
    role: 'harmless',
    text: 'THE SOFTWARE IS PROVIDED AS IS, WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.',
  },
  {
    role: 'harmless',
    text: 'THIS PACKAGE IS PROVIDED AS IS AND WITHOUT ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, WITHOUT LIMITATION, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE.',
  },
  {
    role: 'disclaimer',
    text: 'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS AS IS AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.',
  },
  {
    role: 'grant',
    text: 'Redistribution and use in source and binary forms, with or without modification, are permitted provided that the following conditions are met',
  },
  {
    role: 'source',
    text: 'Redistributions of source code must retain the above copyright notice, this list of conditions and the following disclaimer.',
  },
  {
    role: 'binary',
    text: 'Redistributions in binary form must reproduce the above copyright notice, this list of conditions and the following disclaimer in the documentation and/or other materials provided with the distribution.',
  },
  {
    role: 'advertising',
    text: 'All advertising materials mentioning features or use of this software must display the following acknowledgement: This product includes software developed by',
  },
  {
    role: 'advertising',
    text: 'All advertising materials mentioning features or use of this software must display the following acknowledgement: This product includes software developed for',
  },
  {
    role: 'endorsement',
    text: 'Neither the name of the copyright holder nor the names of its contributors may be used to endorse or promote products derived from this software without specific prior written permission.',
  },
  {
    role: 'exception',
    id: 'Classpath-exception-2.0',
    text: 'Linking this library statically or dynamically with other modules is making a combined work based on this library. Thus, the terms and conditions of the GNU General Public License cover the whole combination. As a special exception, the copyright holders of this library give you permission to link this library with independent modules to produce an executable, regardless of the license terms of these independent modules, and to copy and distribute the resulting executable under terms of your choice, provided that you also meet, for each linked independent module, the terms and conditions of the license of that module. An independent module is a module which is not derived from or based on this library. If you modify this library, you may extend this exception to your version of the library, but you are not obligated to do so. If you do not wish to do so, delete this exception statement from your version.',
  },
  {
    role: 'exception',
    id: 'Classpath-exception-2.0',
    text: 'designates this particular file as subject to the Classpath exception as provided by Sun in the LICENSE file that accompanied this code.',
  },
  {
    role: 'exception',
    id: 'Classpath-exception-2.0',
    text: 'designates this particular file as subject to the Classpath exception as provided by Oracle in the GPL Version 2 section of the License file that accompanied this code.',
  },
  {
    role: 'exception',
    id: 'Autoconf-exception-generic',
    text: 'As a special exception to the GNU General Public License, if you distribute this file as part of a program that contains a configuration script generated by Autoconf, you may include it under the same distribution terms that you use for the rest of that program.',
  },
  {
    role: 'exception',
    id: 'Autoconf-exception-generic-3.0',
    text: 'As a special exception to the GNU General Public License, if you distribute this file as part of a program that contains a configuration script generated by Autoconf, you may include it under the same distribution terms that you use for the rest of that program. This Exception is an additional permission under section 7 of the GNU General Public License, version 3 (GPLv3).',
  },
  {
    role: 'exception',
    id: 'Libtool-exception',
    text: 'As a special exception to the GNU General Public License, if you distribute this file as part of a program or library that is built using GNU Libtool, you may include this file under the same distribution terms that you use for the rest of that program.',
  },
  {
    role: 'exception',
    id: 'GCC-exception-3.1',
    text: 'Under Section 7 of GPL version 3, you are granted additional permissions described in the GCC Runtime Library Exception, version 3.1, as published by the Free Software Foundation. You should have received a copy of the GNU General Public License and a copy of the GCC Runtime Library Exception along with this program; see the files COPYING3 and COPYING.RUNTIME respectively.',
  },
  {
    role: 'exception',
    id: 'GCC-exception-3.1',
    text: 'As a special exception under Section 7 of GPL version 3, you are granted additional permissions described in the GCC Runtime Library Exception, version 3.1, as published by the Free Software Foundation. You should have received a copy of the GNU General Public License and a copy of the GCC Runtime Library Exception along with this program; see the files COPYING3 and COPYING.RUNTIME respectively.',
  },
  {
    role: 'exception',
    id: 'GCC-exception-2.0',
    text: 'In addition to the permissions in the GNU General Public License, the Free Software Foundation gives you unlimited permission to link the compiled version of this file into combinations with other programs, and to distribute those combinations without any restriction coming from the use of this file. (The General Public License restrictions do apply in other respects; for example, they cover modification of the file, and distribution when not linked into a combine executable.)',
  },
  {
    role: 'exception',
    id: 'Bison-exception-2.2',
    text: "As a special exception, you may create a larger work that contains part or all of the Bison parser skeleton and distribute that work under terms of your choice, so long as that work isn't itself a parser generator using the skeleton or a modified version thereof as a parser skeleton. Alternatively, if you modify or redistribute the parser skeleton itself, you may (at your option) remove this special exception, which will cause the skeleton and the resulting Bison output files to be licensed under the GNU General Public License without this special exception. This special exception was added by the Free Software Foundation in version 2.2 of Bison.",
  },
  {
    role: 'exception',
    id: 'eCos-exception-2.0',
    text: 'As a special exception, if other files instantiate templates or use macros or inline functions from this file, or you compile this file and link it with other works to produce a work based on this file, this file does not by itself cause the resulting work to be covered by the GNU General Public License. However the source code for this file must still be made available in accordance with section (3) of the GNU General Public License. This exception does not invalidate any other reasons why a work based on this file might be covered by the GNU General Public License.',
  },
  {
    role: 'exception',
    id: 'Font-exception-2.0',
    text: 'As a special exception, if you create a document which uses this font, and embed this font or unaltered portions of this font into the document, this font does not by itself cause the resulting document to be covered by the GNU General Public License. This exception does not however invalidate any other reasons why the document might be covered by the GNU General Public License. If you modify this font, you may extend this exception to your version of the font, but you are not obligated to do so. If you do not wish to do so, delete this exception statement from your version.',
  },
  {
    role: 'exception',
    id: 'LLVM-exception',
    text: 'As an exception, if, as a result of your compiling your source code, portions of this Software are embedded into an Object form of such source code, you may redistribute such embedded portions in such Object form without complying with the conditions of Sections 4(a), 4(b) and 4(d) of the License. In addition, if you combine or link compiled forms of this Software with software that is licensed under the GPLv2 (Combined Software) and if a court of competent jurisdiction determines that the patent provision (Section 3), the indemnity provision (Section 9) or other Section of the License conflicts with the conditions of the GPLv2, you may retroactively and prospectively choose to deem waived or otherwise exclude such Section(s) of the License, but only in their entirety and only with respect to the Combined Software.',
  },
  {
    role: 'exception',
    id: 'Linux-syscall-note',
    text: 'NOTE! This copyright does not cover user programs that use kernel services by normal system calls - this is merely considered normal use of the kernel, and does not fall under the heading of derived work.',
  },
  {
    role: 'source',
    text: 'Redistributions of source code must retain the above copyright notice, and the entire permission notice in its entirety, including the disclaimer of warranties.',
  },
  {
    role: 'disclaimer',
    text: 'THIS SOFTWARE IS PROVIDED AS IS AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE, ALL OF WHICH ARE HEREBY DISCLAIMED. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF NOT ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.',
  },
  {
    role: 'harmless',
    text: 'in the hope that it will be useful, but WITHOUT ANY WARRANTY, expressed or implied, including the implied warranties of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE',
  },
  {
    role: 'harmless',
    text: 'in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied warranties of MERCHANTABILITY, SATISFACTORY QUALITY, or FITNESS FOR A PARTICULAR PURPOSE. See the applicable version of the GNU General Public License for more details.',
  },
  {
    role: 'harmless',
    text: 'See the file COPYING in the main directory of this archive for more details.',
  },
  {
    role: 'disclaimer',
    text: 'THIS SOFTWARE IS PROVIDED AS IS AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.',
  },
  {
    role: 'harmless',
    text: 'in which case the provisions of the GPL are required INSTEAD OF the above restrictions. (This clause is necessary due to a potential bad interaction between the GPL and the restrictions contained in a BSD-style copyright.)',
  },
  {
    role: 'harmless',
    text: 'By continuing to use, modify, or distribute this file you indicate that you have read the license and understand and accept it fully.',
  },
  {
    role: 'harmless',
    text: 'and may only be used modified and distributed under the terms of the',
  },
  {
    role: 'harmless',
    text: 'You can obtain a copy of the License at glassfish/bootstrap/legal/LICENSE.txt. See the License for the specific language governing permissions and limitations under the License. When distributing the software, include this License Header Notice in each file and include the License file at packager/legal/LICENSE.txt.',
  },
  {
    role: 'harmless',
    text: 'When using or redistributing this file, you may do so under either license.',
  },
  {
    role: 'harmless',
    text: 'This file may not be copied, modified, or distributed except according to those terms.',
  },
  {
    role: 'exception',
    id: 'Classpath-exception-2.0',
    text: 'designates this particular file as subject to the Classpath exception as provided by Sun in the GPL Version 2 section of the License file that accompanied this code.',
  },
  {
    role: 'exception',
    id: 'Autoconf-exception-macro',
    text: "As a special exception, the respective Autoconf Macro's copyright owner gives unlimited permission to copy, distribute and modify the configure scripts that are the output of Autoconf when processing the Macro. You need not follow the terms of the GNU General Public License when using or distributing such scripts, even though portions of the text of the Macro appear in them. The GNU General Public License (GPL) does govern all other use of the material that constitutes the Autoconf Macro. This special exception to the GPL applies to versions of the Autoconf Macro released by the Autoconf Archive. When you make and distribute a modified version of the Autoconf Macro, you may extend this special exception to the GPL to apply to your modified version as well.",
  },
  {
    role: 'exception',
    id: 'Bison-exception-1.24',
    text: 'As a special exception, when this file is copied by Bison into a Bison output file, you may use that output file without restriction. This special exception was added by the Free Software Foundation in version 1.24 of Bison.',
  },
  {
    role: 'exception',
    id: 'GNU-compiler-exception',
    text: 'As a special exception, if you link this library with files compiled with a GNU compiler to produce an executable, this does not cause the resulting executable to be covered by the GNU General Public License. This exception does not however invalidate any other reasons why the executable file might be covered by the GNU General Public License.',
  },
  {
    role: 'exception',
    id: 'GNU-compiler-exception',
    text: 'As a special exception, if you link this library with files compiled with GCC to produce an executable, this does not cause the resulting executable to be covered by the GNU General Public License. This exception does not however invalidate any other reasons why the executable file might be covered by the GNU General Public License.',
  },
  {
    role: 'exception',
    id: 'gnu-javamail-exception',
    text: 'As a special exception, if you link this library with other files to produce an executable, this library does not by itself cause the resulting executable to be covered by the GNU General Public License. This exception does not however invalidate any other reasons why the executable file might be covered by the GNU General Public License.',
  },
  {
    role: 'harmless',
    text: 'as is, without any warranty of any kind, either express or implied as further specified in the GNU Public License.',
  },
  {
    role: 'harmless',
    text: 'WITHOUT ANY WARRANTY expressed or implied, including the implied warranties of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. A copy of this license is available at',
  },
  {
    role: 'harmless',
    text: 'Sponsored in part by the Defense Advanced Research Projects Agency (DARPA) and Air Force Research Laboratory, Air Force Materiel Command, USAF, under agreement number',
  },
  {
    role: 'harmless',
    text: 'If you did not receive a copy of the PHP license and are unable to obtain it through the world-wide-web, please send a note to so we can mail you a copy immediately.',
  },
  {
    role: 'harmless',
    text: 'If you did not receive a copy of the PHP License and are unable to obtain it through the web, please send a note to so we can mail you a copy immediately.',
  },
  {
    role: 'harmless',
    text: 'EXCEPT TO THE EXTENT REQUIRED BY APPLICABLE LAW, IN NO EVENT WILL LICENSOR BE LIABLE TO YOU ON ANY LEGAL THEORY FOR ANY SPECIAL, INCIDENTAL, CONSEQUENTIAL, PUNITIVE OR EXEMPLARY DAMAGES ARISING OUT OF THIS LICENSE OR THE USE OF THE WORK, EVEN IF LICENSOR HAS BEEN ADVISED OF THE POSSIBILITY OF SUCH DAMAGES.',
  },
  {
    role: 'harmless',
    text: 'You may not copy or use this file, in either source code or executable form, except in compliance with the License. You may obtain a copy of the License at',
  },
  {
    role: 'harmless',
    text: 'This means that you can redistribute this manual under either of these two licenses, at your choice.',
  },
  {
    role: 'harmless',
    text: 'If this is what you want to do, use the GNU Lesser General Public License instead of this License.',
  },
  { role: 'harmless', text: 'subject to receipt of any required approvals from the U.S. Dept. of Energy' },
];
